"""The pages say what the code does: nothing is undocumented, every link leads somewhere, every command line parses."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
import typer.main
from PIL import Image
from typer.core import TyperGroup

from compare import evidence, export, lexicon, matching, report, tables, timeline
from compare.dashboard import add_sources, brief_button, files, scales, shell
from compare.topics import topics
from readouts import cli
from readouts.errors import ReadoutsError
from readouts.model import Fidelity, Kind
from readouts.sources import SOURCES
from tests.documents import DOCS, PAGES, ROOT, Command, anchors, blocks, commands, links, module, prose

GENERATE = module("generate")
SCREENSHOTS = module("screenshots")
COMMANDS = [c for page in PAGES for c in commands(page)]
NAMES = {p.name for p in PAGES}


def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@pytest.mark.parametrize("name", ["data-dictionary.md", "commands.md"])
def test_generated_pages_are_up_to_date(name: str) -> None:
    assert page(name) == GENERATE.PAGES[name](), "run: python docs/generate.py"


def test_every_command_and_option_has_a_sentence() -> None:
    group = typer.main.get_command(cli.app)
    assert isinstance(group, TyperGroup)
    for name, command in group.commands.items():
        section = page("commands.md").partition(f"## readouts {name}\n")[2].partition("\n## ")[0]
        assert command.help, name
        for parameter in command.params:
            if parameter.name != "help":
                shown = parameter.opts[0] if parameter.opts[0].startswith("-") else parameter.opts[0].upper()
                assert re.search(rf"^- `{re.escape(shown)}[`,].*: \S", section, re.MULTILINE), f"{name} {shown}"
    lines = [line for line in page("commands.md").splitlines() if line.startswith("- `")]
    assert len(lines) > 40
    assert [line for line in lines if line.endswith("`")] == []


def test_every_table_and_column_is_in_the_dictionary() -> None:
    dictionary = page("data-dictionary.md")
    assert set(GENERATE.TABLES) == set(GENERATE.CONTRACTS)
    for table, columns in GENERATE.CONTRACTS.items():
        section = dictionary.partition(f"\n## {table}\n")[2].partition("\n## ")[0]
        assert all(f"| `{column}` |" in section for column in columns), table
        assert all(columns.values()), table


def test_every_word_of_a_cell_is_in_the_dictionary() -> None:
    dictionary = page("data-dictionary.md")
    words = [
        *(t.id for t in topics()),
        *evidence.KINDS,
        *tables.STATUSES,
        *(f.value for f in Fidelity),
        *(k.value for k in Kind),
    ]
    assert [w for w in words if f"`{w}`" not in dictionary] == []


def test_every_file_format_is_documented() -> None:
    assert set(GENERATE.FILES) == {*export.FORMATS, *report.FORMATS} - {"table"}
    offered = {form for _, form, *_ in (*files.CHOICES, *brief_button.CHOICES)}
    assert offered <= set(GENERATE.FILES)
    aliases = {"mht": "mhtml", "htm": "html", "markdown": "md"}
    assert [f for f in add_sources.FORMATS if f".{aliases.get(f, f)}" not in page("adding.md")] == []


def test_every_environment_variable_is_documented() -> None:
    sources = [
        f for name in ("readouts", "compare", "tests", "benchmarks", "fuzz") for f in (ROOT / name).rglob("*.py")
    ]
    sources += [ROOT / "app.py", ROOT / "Makefile", DOCS / "screenshots.py"]
    used = {v for f in sources for v in re.findall(r"\bREADOUTS_[A-Z]+(?:_[A-Z]+)*\b", f.read_text("utf-8"))}
    assert used == set(GENERATE.VARIABLES)
    assert [v for v in GENERATE.VARIABLES if f"| `{v}` |" not in page("commands.md")] == []


def test_every_page_of_the_dashboard_has_its_place_in_the_guide() -> None:
    guide = page("guide.md")
    assert [t for t in shell.TITLES.values() if f"\n### {t}\n" not in guide] == []
    assert set(SCREENSHOTS.PAGES) >= set(shell.TITLES)


def test_every_scale_is_defined() -> None:
    method = page("method.md")
    names = {s.id for s in scales.SCALES} | set(timeline.SCALES) | {"emphasis", "specificity"}
    assert [n for n in names if f"**{n}**" not in method] == []


def test_every_layer_and_condition_of_a_rule_is_documented() -> None:
    rules = page("rules.md")
    keys = set(re.findall(r'"((?:unless|needs)(?:_\w+)?)"', Path(matching.__file__).read_text("utf-8")))
    assert len(keys) > 6
    assert [k for k in (*keys, *lexicon.LAYERS, *lexicon.PACKAGES) if f"`{k}`" not in rules] == []


def test_keys_of_the_lexicons_are_words() -> None:
    entries = [e for layer in lexicon.LAYERS for code in lexicon.PACKAGES for e in lexicon.load(layer, code).entries]
    assert [e.id for e in entries if not all(isinstance(key, str) for key in e.options)] == []


def test_every_source_of_the_catalogue_is_documented() -> None:
    assert [s for s in SOURCES if not re.search(rf"^\|.*\b{s}\b", page("catalogue.md"), re.MULTILINE)] == []


def test_every_place_with_a_table_by_language_is_named() -> None:
    languages = page("languages.md")
    found = [
        f"{folder}/{f.name}"
        for folder in ("readouts", "compare")
        for f in sorted((ROOT / folder).glob("*.py"))
        if re.search(r'"zh": |\("zh", "en", "ru"\)|\("en", "zh", "ru"\)', f.read_text("utf-8"))
    ]
    assert len(found) > 10
    assert [name for name in found if f"`{name}`" not in languages] == []


@pytest.mark.parametrize("source", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(source: Path) -> None:
    for target in links(source):
        if target.startswith(("http:", "https:", "mailto:")):
            continue
        name, _, anchor = target.partition("#")
        file = (source.parent / name).resolve() if name else source
        assert file.exists(), f"{source.name}: {target}"
        if anchor:
            assert anchor in anchors(file), f"{source.name}: {target}"


def test_every_page_is_linked_from_another() -> None:
    linked = {Path(t.partition("#")[0]).name for p in PAGES for t in links(p) if t.partition("#")[0] != p.name}
    assert NAMES - linked == {"README.md"} - linked


def test_every_picture_is_used_and_made_by_the_script() -> None:
    images = {f.stem: f for f in SCREENSHOTS.IMAGES.glob("*")}
    used = {Path(t).stem for p in PAGES for t in links(p) if t.endswith(".png")}
    assert set(images) == set(SCREENSHOTS.PICTURES) == used
    assert {f.suffix for f in images.values()} == {".png"}
    large = {n: f.stat().st_size for n, f in images.items() if f.stat().st_size > SCREENSHOTS.LARGEST}
    assert large == {}, "make screenshots keeps them small"


def test_a_copied_sentence_is_seen_in_a_picture() -> None:
    sentence = "The two sides agreed to keep the garden gate open until the last pear is picked in May."
    chinese = "双方同意把花园的门一直开到五月最后一个梨摘完的时候再行关闭，并各自刷好半边篱笆。"
    texts = {run for text in (sentence, chinese) for run in SCREENSHOTS.runs(text)}
    assert SCREENSHOTS.shared_runs(f"He read: {sentence.upper()} Then tea.", texts)
    assert SCREENSHOTS.shared_runs(f"他念道：{chinese}", texts)
    assert SCREENSHOTS.shared_runs("“agreed to keep the garden gate open” · “双方同意把花园的门”", texts) == []


def test_pictures_are_kept_with_a_palette() -> None:
    full = io.BytesIO()
    Image.effect_noise((200, 120), 60).convert("RGB").save(full, "PNG")
    small = SCREENSHOTS.palette(full.getvalue())
    with Image.open(io.BytesIO(small)) as picture:
        assert picture.mode == "P"
        assert picture.size == (200, 120)
    assert len(small) < len(full.getvalue())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda c: f"{c.page}: {' '.join(c.words)}"[:70])
def test_command_lines_parse(command: Command) -> None:
    group = typer.main.get_command(cli.app)
    assert isinstance(group, TyperGroup)
    words = cli._global_first(list(command.words))
    while words and words[0].partition("=")[0] in cli.GLOBAL_OPTIONS:
        words = words[1 if "=" in words[0] else 2 :]
    name, *rest = words
    assert name in group.commands, f"there is no command {name}"
    found = group.commands[name]
    # In running text a command is named without its arguments; what stands there must still be right.
    if "…" in rest:
        return
    try:
        parsed = found.make_context(name, rest)
    except Exception as error:
        # Typer brings its own Click: its errors are known by name.
        if not command.bare or type(error).__name__ != "MissingParameter":
            raise
        return
    values = parsed.params
    for topic in [values.get("topic")] if isinstance(values.get("topic"), str) else values.get("topic") or ():
        assert topic in {"", "ID", *(t.id for t in topics())}
    if name == "findings" and values.get("kind"):
        assert set(values["kind"] if isinstance(values["kind"], (list, tuple)) else [values["kind"]]) <= set(
            evidence.KINDS
        )
    assert values.get("form") in (None, "", *export.FORMATS, *report.FORMATS)
    assert name != "compare" or values["table"] in tables.CONTRACT


def test_command_lines_are_found() -> None:
    assert len(COMMANDS) > 60
    assert {c.page for c in COMMANDS} >= {"README.md", "guide.md", "adding.md", "rules.md"}


def test_targets_of_make_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        word
        for p in PAGES
        for text in (*(b.text for b in blocks(p) if b.language in ("", "sh")), *re.findall(r"`([^`\n]+)`", prose(p)))
        for word in re.findall(r"^make ([a-z]+)", text, re.MULTILINE)
    }
    assert named <= targets
    assert named


def test_exit_codes_are_those_of_the_errors() -> None:
    codes = {c.exit_code for c in (ReadoutsError, *_below(ReadoutsError))}
    assert {int(n) for n in re.findall(r"\b(\d) \w", GENERATE.EXIT_CODES)} >= codes


def _below(kind: type[ReadoutsError]) -> list[type[ReadoutsError]]:
    return [c for k in kind.__subclasses__() for c in (k, *_below(k))]
