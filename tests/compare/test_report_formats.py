"""The brief in every format: valid, equal to the tables, and no text of a publisher does anything but be read."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml.ns import qn
from lxml import etree, html
from typer.testing import CliRunner

from compare import report
from compare.palette import tint
from compare.report_markdown import escape
from compare.report_tables import quotes_of
from compare.report_text import TONE_IN_BRIEF, glance, tone_values, whose
from compare.report_words import percent
from compare.tables import NO_TOPIC, NOTHING_ELSE, REMAINDER
from readouts.cli import app
from tests.compare import briefs as data
from tests.compare import over_time

TEXTUAL = ("html", "md", "docx")


@pytest.fixture(scope="module")
def brief(tmp_path_factory: pytest.TempPathFactory) -> report.Brief:
    library = data.calm(tmp_path_factory.mktemp("formats") / "l.sqlite3")
    return report.make_brief(library, data.CALL, claims=[data.CLAIM], made_at=data.MADE)


@pytest.fixture(scope="module")
def nasty(tmp_path_factory: pytest.TempPathFactory) -> report.Brief:
    library = data.hostile(tmp_path_factory.mktemp("nasty") / "l.sqlite3")
    claim = data.CLAIM.__class__(**{**_fields(data.CLAIM), "text": data.EVIL, "source": data.NASTY[1]})
    return report.make_brief(library, data.CALL, claims=[claim], made_at=data.MADE)


def _fields(record: object) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__slots__}  # type: ignore[attr-defined]


def _page(brief: report.Brief) -> html.HtmlElement:
    return html.document_fromstring(report.render(brief, "html").decode())


def _plain(brief: report.Brief, form: str) -> str:
    """The words a reader sees, white space as single blanks."""
    data_ = report.render(brief, form)
    if form == "html":
        text = _page(brief).text_content()
    elif form == "docx":
        document = docx.Document(io.BytesIO(data_))
        text = "\n".join(p.text for p in document.element.body.iter() if p.tag.endswith("}p"))
    else:
        text = re.sub(r"\\([^\w\s])", r"\1", data_.decode()).replace("&lt;", "<").replace("&gt;", ">")
        text = text.replace("&#8288;", "").replace("&amp;", "&")
    return " ".join(text.split())


@pytest.mark.parametrize("form", TEXTUAL)
def test_every_quote_finding_and_source_is_there(brief: report.Brief, form: str) -> None:
    text = _plain(brief, form).replace("**", "")
    for where, _, c in quotes_of(brief):
        assert c.shown() in text, (where, c)
    for told in brief.findings:
        assert " ".join(told.finding.sentence.split()) in text
        for c in (*told.here, *told.there):
            assert c.place() in text
            assert c.source.publisher in text
    for reading in brief.texts:
        assert reading.revision.sha256 in text
    for p in brief.promises:
        assert p.status in text


def test_figures_on_the_page_equal_the_tables(brief: report.Brief) -> None:
    page = _page(brief)
    rows = page.xpath('//table[contains(@class,"tones")]/tbody/tr')
    assert len(rows) == len(brief.tone)
    for row, told in zip(rows, brief.tone.to_dict("records"), strict=True):
        cells = [c.text_content() for c in row]
        assert cells[0] == told["topic_label"]
        assert cells[3] == str(told["statements"])
        assert cells[4:9] == tone_values(told)
        assert cells[8] == f"{told['emphasis_per_100']:g} / {told['specificity_per_100']:g}"
    topics = page.xpath('//table[contains(@class,"topics")]/tbody/tr')
    assert len(topics) == len(set(brief.coverage["topic"]))
    for row in brief.coverage[brief.coverage["status"] == "mentioned"].to_dict("records"):
        line = next(t for t in topics if t[0].text == row["topic_label"])
        assert f"{percent(row['share'])} of the text" in line.text_content()
    shares = page.xpath('//table[contains(@class,"shares")]/tbody/tr')
    assert [r[0].text_content() for r in shares] == [t.label for t in brief.topics]
    for row, told in zip(shares, brief.topics, strict=True):
        for cells in told.cells.values():
            for cell in cells:
                words = row[cell.number].text_content()
                said = (
                    f"{percent(cell.row['share'])} {cell.row['statements']} st."
                    if cell.mentioned
                    else cell.row["status"]
                )
                assert said in words
    marks = page.xpath("//svg//g[contains(@class,'mark')]")
    assert len(marks) == 4 * int((brief.tone["topic"] != "none").sum())


def test_a_remainder_of_one_side_is_neither_its_own_nor_missed_by_the_other(tmp_path: Path) -> None:
    with data.calm(tmp_path / "l.sqlite3") as library:
        text = f"{data.CHINESE_ENGLISH} President Xi said that the twelve bakers opened their shop in the harbour."
        data.save(library, side="CN", language="en", text=text, publisher="Ministry", hour=13)
        made = report.make_brief(library, data.CALL, made_at=data.MADE)
    row = next(r for r in made.topics if r.topic == REMAINDER)
    assert row.speaking == ("CN",)
    assert whose(made, row) == ""
    assert all(row.label not in names for _, _, names in glance(made))
    for form in TEXTUAL:
        assert NOTHING_ELSE in _plain(made, form)
    line = next(x for x in report.render(made, "md").decode().splitlines() if x.startswith("| **Other**"))
    assert "only" not in line
    assert "not mentioned" not in line
    assert "terms" not in line


@pytest.mark.parametrize("form", TEXTUAL)
def test_a_brief_of_one_text_says_that_it_is_one_and_counts_no_minutes(tmp_path: Path, form: str) -> None:
    with data.calm(tmp_path / "l.sqlite3") as library:
        call = "2030-06-10-xi-trump"
        over_time.add(library, "2030-06-10", "We spoke. I will lower the tariffs.", side="US", language="en")
        text = _plain(report.make_brief(library, call, made_at=data.MADE), form)
    assert "Only one side’s text is held (United States)" in text.replace("\\", "")
    assert "No text says" not in text
    assert "Minutes are counted" not in text


@pytest.mark.parametrize("form", TEXTUAL)
def test_the_tone_table_has_the_same_columns_in_every_format_and_explains_them(brief: report.Brief, form: str) -> None:
    text = _plain(brief, form)
    assert TONE_IN_BRIEF in text
    values = {tone_values(row)[-1] for row in brief.tone.to_dict("records")}
    assert len(values) > 1
    assert all(v in text for v in values)
    assert text.count("Emph. / spec.") == 2


def test_marks_stand_at_their_value(brief: report.Brief) -> None:
    titles = [t.text for t in _page(brief).xpath("//svg//g[contains(@class,'mark')]/title")]
    for row in brief.tone[brief.tone["topic"] != "none"].to_dict("records"):
        assert any(t.startswith(f"{row['topic_label']} · Warning {row['warning_max']} ·") for t in titles)


def test_page_stands_alone(brief: report.Brief) -> None:
    source = report.render(brief, "html").decode()
    page = _page(brief)
    assert page.xpath("//script | //link | //img | //iframe | //object | //form") == []
    assert page.xpath("//@style | //@*[starts-with(name(), 'on')]") == []
    assert all(h.startswith("#") for h in page.xpath("//@href"))
    assert "url(" not in source
    assert "@import" not in source
    policy = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert page.get("lang") == "en"
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {h[1:] for h in page.xpath("//@href")} <= set(ids)


def test_page_is_read_aloud_and_in_order(brief: report.Brief) -> None:
    page = _page(brief)
    assert next(h.text for h in page.xpath("//h2")) == "Findings"
    assert len(page.xpath("//h1")) == 1
    for table in page.xpath("//table"):
        assert table.xpath("./caption")
        assert table.xpath("./thead//th[@scope='col']")
        assert not table.xpath("./tbody/tr[not(th[@scope='row'])]")
    assert page.xpath("//span[@lang='zh' and contains(@class,'q')]")
    for drawing in page.xpath("//svg"):
        assert page.get_element_by_id(drawing.get("aria-labelledby")).text


def test_page_is_well_formed_but_for_its_empty_elements(brief: report.Brief) -> None:
    source = report.render(brief, "html").decode()
    closed = re.sub(r"<(meta|br)([^>]*)>", r"<\1\2/>", source.removeprefix("<!DOCTYPE html>"))
    etree.fromstring(closed.encode())


@pytest.mark.parametrize("form", TEXTUAL)
def test_hostile_words_are_words(nasty: report.Brief, form: str) -> None:
    text = _plain(nasty, form)
    for words in data.NASTY[:5]:
        assert words in text, (form, words)


@pytest.mark.parametrize("form", report.FORMATS)
def test_nothing_in_a_brief_turns_the_direction_of_writing(nasty: report.Brief, form: str) -> None:
    made = report.render(nasty, form)
    parts = [made]
    if made.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            parts = [archive.read(name) for name in archive.namelist() if name.endswith(".xml")]
    assert parts
    assert not [p for p in parts if re.search("[\u202a-\u202e\u2066-\u2069]", p.decode())]


def test_hostile_page_holds_nothing_live(nasty: report.Brief) -> None:
    source = report.render(nasty, "html").decode()
    page = html.document_fromstring(source)
    assert page.xpath("//script | //img | //@onerror") == []
    assert all(h.startswith("#") for h in page.xpath("//@href"))
    assert source.count("</style>") == 1
    style = page.xpath("//style")[0].text
    assert '"' not in re.search(r'content: "((?:\\[0-9a-f]{6}|\w)*)"', style)[1]  # type: ignore[index]


def test_hostile_markdown_escapes_all_that_markdown_reads(nasty: report.Brief) -> None:
    source = report.render(nasty, "md").decode()
    assert "<img" not in source
    assert "<script" not in source
    assert "](" not in source
    assert not re.search(r"(?<!\\)\$", source)
    assert not re.search(r"(?<!\\):red", source)
    assert escape("# a") == "\\# a"
    assert escape("- a") == "\\- a"
    assert escape("1. a") == "1&#8288;. a"
    assert escape("www.a.b, x@y.z") == "www\\.a.b, x\\@y.z"
    rows = [line for line in source.splitlines() if line.startswith("| ")]
    widths = {len(re.findall(r"(?<!\\)\|", line)) for line in rows}
    assert widths <= {5, 6, 7, 11, 4, 3}


def test_document_opens_with_headings_tables_and_fonts(brief: report.Brief) -> None:
    document = docx.Document(io.BytesIO(report.render(brief, "docx")))
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"][:3] == [
        "Findings",
        "Topic by topic",
        "Promises",
    ]
    assert document.core_properties.author == "Readouts"
    assert brief.title in document.core_properties.title
    xml = document.element.xml
    with_head = [t for t in document.tables if "w:tblHeader" in t._tbl.xml]
    assert len(with_head) >= 5
    assert 'w:eastAsia="zh-CN"' in xml
    assert 'w:hint="eastAsia"' in xml
    assert "PAGE" in document.sections[0].footer._element.xml


def test_charts_of_the_document_say_in_words_what_they_show(brief: report.Brief) -> None:
    document = docx.Document(io.BytesIO(report.render(brief, "docx")))
    told = [p.get("descr") for p in document.element.body.iter("{*}docPr")]
    assert all(told)
    assert len([t for t in told if t.startswith(("Warmth", "Obligation", "Commitment", "Warning"))]) == 4 * len(
        {t for t in brief.tone["topic"] if t != NO_TOPIC}
    )
    row = brief.tone[(brief.tone["topic"] == "taiwan") & (brief.tone["speaker"] == "Xi")].iloc[0]
    number = brief.number(str(row["readout_id"]))
    obligation = next(t for t in told if t.startswith("Obligation, Taiwan."))
    assert f"T{number}: Xi {row['obligation_max']}" in obligation
    heat = next(t for t in document.tables if t.rows[0].cells[-1].text == "Brought up by")
    assert [r.cells[0].text for r in heat.rows][1:] == [t.label for t in brief.topics]
    grounds = {s.get(qn("w:fill")) for s in heat._tbl.iter(qn("w:shd"))}
    assert grounds <= {tint(side, strength) for side in brief.sides for strength in (0.09, 0.16, 0.24, 0.33, 0.42)}
    assert grounds


def test_every_style_that_is_used_is_there(brief: report.Brief) -> None:
    document = docx.Document(io.BytesIO(report.render(brief, "docx")))
    known = {s.style_id for s in document.styles}
    assert {s.get(qn("w:val")) for s in document.element.body.iter(qn("w:pStyle"))} <= known


def test_workbook_has_typed_cells_and_no_formula(brief: report.Brief, nasty: report.Brief) -> None:
    book = openpyxl.load_workbook(io.BytesIO(report.render(brief, "xlsx")))
    assert book.sheetnames[:2] == ["Topics", "Findings"]
    topics = [[c.value for c in row] for row in book["Topics"].iter_rows()]
    assert [row[0] for row in topics[1:]] == [t.label for t in brief.topics]
    taiwan = next(row for row in topics if row[0] == "Taiwan")
    cells = brief.coverage[brief.coverage["topic"] == "taiwan"].set_index("readout_id")
    first = cells.loc[brief.texts[0].readout.id]
    assert taiwan[1] == first["share"]
    assert taiwan[2].startswith(str(first["strongest_tone"])[:4])
    assert "not mentioned" in topics[1] + topics[-1] + topics[-2]
    assert book.sheetnames[-1] == "About"
    for sheet in book.worksheets[:-1]:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
    tone = book["Tone"]
    heads = [c.value for c in tone[1]]
    assert heads == list(brief.tone.columns)
    column = heads.index("warning_mean")
    assert [row[column] for row in tone.iter_rows(min_row=2, values_only=True)] == list(brief.tone["warning_mean"])
    evil = openpyxl.load_workbook(io.BytesIO(report.render(nasty, "xlsx")))
    cells = [c for sheet in evil.worksheets for row in sheet.iter_rows() for c in row]
    assert not [c for c in cells if c.data_type == "f" or c.hyperlink]
    assert any(data.EVIL in str(c.value) for c in cells)


@pytest.mark.parametrize("form", report.FORMATS)
def test_the_same_brief_gives_the_same_bytes(brief: report.Brief, form: str) -> None:
    assert report.render(brief, form) == report.render(brief, form)


def test_command_writes_every_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data.calm(tmp_path / "l.sqlite3")
    monkeypatch.setenv("READOUTS_LIBRARY", str(tmp_path / "l.sqlite3"))
    files = [tmp_path / f"brief.{form}" for form in report.FORMATS]
    result = CliRunner().invoke(app, ["brief", data.CALL, *(x for f in files for x in ("-o", str(f)))])
    assert result.exit_code == 0, result.output
    assert all(f.stat().st_size > 1000 for f in files)
    result = CliRunner().invoke(app, ["brief", data.CALL])
    assert result.stdout.startswith("# ")


@pytest.mark.parametrize(("name", "told"), [("b.pdf", "print to PDF"), ("b.rtf", "b.rtf: a brief cannot be written")])
def test_command_refuses_what_it_cannot_write(tmp_path: Path, name: str, told: str) -> None:
    result = CliRunner().invoke(app, ["brief", data.CALL, "-o", str(tmp_path / name)])
    assert told in str(result.exception)
    assert not (tmp_path / name).exists()
