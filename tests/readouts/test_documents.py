"""Files of every format: the text comes out, hostile and broken ones get one clear sentence."""

from __future__ import annotations

import contextlib
import io
import textwrap
import time
import zipfile

import pytest

from readouts.documents import FORMATS, detect, read_document
from readouts.documents.reading import apart, here
from readouts.errors import InputError
from tests.readouts import files
from tests.readouts.pages import CASES, EN, RU, ZH, page, paragraphs

LINES = [["Office of Pears, Telephone Desk", *textwrap.wrap(words, 50), str(n)] for n, words in enumerate(EN, 1)]
MAIL = f"{EN[0]}\n\n{EN[1]}\n\n> an older mail said this\n> and this\n-- \nPress office\n"


def made(form: str) -> bytes:
    """A small file of each format."""
    return {
        "pdf": files.pdf(LINES, title="Call about pears"),
        "docx": files.docx([*EN, *ZH], title="Call about pears", header="Running head"),
        "rtf": files.rtf([*EN, *RU]),
        "eml": files.mail(MAIL, subject="Fwd: Call about pears", attachment=b"%PDF-1.4"),
        "mhtml": files.mhtml(CASES[12].content.decode(), CASES[12].url),
        "html": page(f"<main>{paragraphs(EN)}</main>").encode(),
        "markdown": f"---\ntitle: Call\nside: US\n---\n\n{EN[0]}\n\n**{EN[1]}**\n".encode(),
        "text": "\n\n".join(ZH).encode(),
    }[form]


@pytest.mark.parametrize("form", FORMATS)
def test_the_format_is_told_by_the_bytes_whatever_the_name(form: str) -> None:
    for name in ("", "text.txt", "page.html"):
        assert detect(made(form), name) == form


def test_a_pdf_gives_paragraphs_without_running_heads() -> None:
    found = read_document(made("pdf"), "call.pdf")
    assert found.title == "Call about pears"
    assert "".join(found.text.split()) == "".join("".join(EN).split())
    assert "Office of Pears, Telephone Desk" in found.dropped


def test_a_scanned_pdf_is_called_a_scan() -> None:
    with pytest.raises(InputError, match="is a scan: its 2 pages are pictures"):
        read_document(files.pdf([[], []], picture=True), "scan.pdf")
    with pytest.raises(InputError, match="holds no text"):
        read_document(files.pdf([[]]), "empty.pdf")


def test_an_error_of_the_pdf_parser_is_a_refusal_whatever_its_kind() -> None:
    """A filter by its old short name ends the parser with an error of a kind of its own."""
    content = files.pdf([list(EN)], flate=True)
    assert b"/FlateDecode" in content
    with pytest.raises(InputError, match="of a rare kind"):
        here("pdf", content.replace(b"/FlateDecode", b"/Fl         "))


def test_a_word_document_gives_its_paragraphs_and_names_its_head() -> None:
    found = read_document(made("docx"))
    assert found.text == "\n\n".join([*EN, *ZH])
    assert found.title == "Call about pears"
    assert found.dropped == ("Running head",)


def test_tracked_changes_are_read_as_accepted() -> None:
    body = (
        "<w:p><w:r><w:t>The gate is </w:t></w:r><w:del><w:r><w:delText>shut</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>open</w:t></w:r></w:ins><w:r><w:t>.</w:t></w:r></w:p>"
    )
    found = read_document(files.docx([], body=body))
    assert found.text == "The gate is open."
    assert "tracked changes" in found.notes[0]


def test_rtf_gives_letters_beyond_ascii() -> None:
    assert read_document(made("rtf")).text == "\n\n".join([*EN, *RU])


def test_a_mail_gives_its_own_words_and_its_time() -> None:
    found = read_document(made("eml"))
    assert found.text == "\n\n".join(EN)
    assert found.title == "Call about pears"
    assert found.published_at is not None
    assert found.published_at.isoformat() == "2031-02-04T23:45:00+08:00"
    assert any(d.startswith("attachment text.pdf") for d in found.dropped)
    assert any("older mail" in d for d in found.dropped)


def test_a_mail_of_html_alone_and_one_in_an_old_charset() -> None:
    html = files.mail("", subject="Pears", html=f"<p>{EN[0]}</p><script>x()</script><p>{EN[1]}</p>")
    assert read_document(html).text == "\n\n".join(EN)
    old = files.mail("\n\n".join(ZH), subject="梨", charset="gb2312")
    assert read_document(old).text == "\n\n".join(ZH)


def test_a_saved_page_names_where_it_was_saved() -> None:
    found = read_document(made("mhtml"))
    assert found.url == CASES[12].url
    assert EN[0].encode() in found.page


def test_markdown_gives_fields_and_plain_words() -> None:
    found = read_document(made("markdown"))
    assert found.fields["side"] == "US"
    assert found.text == "\n\n".join(EN)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 50, "a picture"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "old Office"),
        (b"\x1f\x8b\x08" + b"x" * 50, "gzip"),
        (b"PK\x03\x04" + b"x" * 50, "broken ZIP"),
        (b"MZ" + b"x" * 50, "a program"),
        (b"%PDF-1.7\n" + b"x" * 500, "PDF is broken"),
        (b"{\\rtf1 {{{{\\bin99999 ", "raw binary"),
        (b"---\nkey: [1, 2\n---\ntext", "no YAML"),
        (bytes(range(128, 256)) * 40, "not text"),
    ],
)
def test_what_cannot_be_read_gets_one_clear_sentence(content: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        read_document(content, "thing.bin")
    assert str(caught.value).startswith("thing.bin")
    assert str(caught.value).endswith(".")


def _zip_bomb() -> bytes:
    return files.docx([], body="<w:p><w:r><w:t>" + "a" * 40_000_000 + "</w:t></w:r></w:p>")


def test_a_document_that_swells_is_refused_quickly() -> None:
    bomb = _zip_bomb()
    assert len(bomb) < 100_000
    began = time.monotonic()
    with pytest.raises(InputError, match="made to harm"):
        read_document(bomb)
    assert time.monotonic() - began < 15


def test_a_directory_that_lies_about_sizes_gains_nothing() -> None:
    bomb = bytearray(_zip_bomb())
    size = (40_000_000).to_bytes(4, "little")
    for at in range(len(bomb) - 4):
        if bomb[at : at + 2] == size[:2] and abs(int.from_bytes(bomb[at : at + 4], "little") - 40_000_000) < 1000:
            bomb[at : at + 4] = (10).to_bytes(4, "little")
    with pytest.raises(InputError):
        read_document(bytes(bomb))


@pytest.mark.parametrize(
    "prolog",
    [
        "<!DOCTYPE w [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>",
        "<!DOCTYPE w [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>",
    ],
)
def test_entities_are_neither_resolved_nor_read(prolog: str) -> None:
    body = "<w:p><w:r><w:t>before &amp; after</w:t></w:r></w:p>"
    with pytest.raises(InputError, match="declares entities"):
        read_document(files.docx([], body=body, prolog=prolog))


def test_a_zip_that_is_no_document_is_sent_to_import() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../evil.txt", "x")
    with pytest.raises(InputError, match="readouts import"):
        read_document(out.getvalue(), "many.zip")


def test_a_file_that_hangs_its_reader_is_stopped() -> None:
    began = time.monotonic()
    with pytest.raises(InputError, match=r"took longer than 0\.05 seconds"):
        apart("pdf", files.pdf([["word"] * 20_000] * 3, flate=True), seconds=0.05)
    assert time.monotonic() - began < 10


def _crooked(old: bytes, new: bytes) -> bytes:
    content = files.pdf([list(EN)])
    assert old in content
    return content.replace(old, new)


@pytest.mark.parametrize(
    "content",
    [
        _crooked(b"/Kids [4 0 R]", b"/Kids [2 0 R]"),
        _crooked(b"/Kids [4 0 R] /Count 1", b"/Kids [4 0 R] /Count 999999999"),
        _crooked(b"/Contents 5 0 R", b"/Contents 4 0 R"),
        _crooked(b"/Length ", b"/Length 9999999"),
        _crooked(b"/Length ", b"/Length 5 0 R /Old "),
        _crooked(b"/Root 1 0 R", b"/Root 1 0 R /Prev 9"),
        _crooked(b"/Parent 2 0 R", b"/Parent 4 0 R"),
        _crooked(b"startxref\n", b"startxref\n9"),
        files.docx([], body="<w:p>" * 100_000),
        files.docx([], body="<w:tbl><w:tr><w:tc>" * 30_000 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 30_000),
        files.docx([], body="<w:p><w:r><w:t>pears</w:t></w:r></w:p>" * 200_000),
    ],
    ids=range(11),
)
def test_what_lies_or_goes_in_circles_ends_soon(content: bytes) -> None:
    began = time.monotonic()
    with contextlib.suppress(InputError):
        assert read_document(content, "x", seconds=20).text
    assert time.monotonic() - began < 20


def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    from readouts.documents import reading

    monkeypatch.setattr(reading, "MEMORY", 60_000_000)
    with pytest.raises(InputError, match="more memory"):
        apart("pdf", made("pdf"))


def test_in_and_out_of_the_other_process_is_the_same() -> None:
    for form in ("pdf", "docx", "rtf", "eml", "mhtml"):
        assert apart(form, made(form)) == here(form, made(form))
