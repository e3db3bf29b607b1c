"""Pieces of the brief's DOCX: styles, runs with the font and language of their script, tables whose head repeats."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import docx
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell as TableCell
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from compare.palette import side_ink
from compare.report_quotes import Cited, by_script
from compare.report_words import clean
from readouts.model import Fidelity

SERIF, SANS, EAST_ASIAN = "Georgia", "Arial", "Microsoft YaHei"
_TAGS = {"zh": "zh-CN", "ru": "ru-RU", "en": "en-US"}
_SOFT, _INK = RGBColor(0x5C, 0x58, 0x50), RGBColor(0x1E, 0x1D, 0x1B)

Filler = Callable[[TableCell], None]
Row = Sequence[str | Filler]
"""Cells of a table: a text (lines after the first set smaller), or what writes itself into its cell."""


def new_document(*, wide: bool) -> DocumentObject:
    """An empty A4 document with the styles of a brief. wide: on its side."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = (Cm(29.7), Cm(21)) if wide else (Cm(21), Cm(29.7))
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(1.6)
    section.top_margin, section.bottom_margin = Cm(2), Cm(1.7)
    _style(document, "Normal", SANS, 9.5, after=3)
    _style(document, "Title", SERIF, 24, after=8, bold=True)
    for level, size, before in ((1, 16, 20), (2, 11.5, 12), (3, 10.5, 8)):
        _style(document, f"Heading {level}", SERIF, size, before=before, after=3, bold=True)
    _style(document, "List Bullet", SANS, 9.5, after=2)
    _style(document, "Header", SANS, 8, colour=_SOFT)
    _style(document, "Footer", SANS, 8, colour=_SOFT)
    _style(document, "Brief Finding", SERIF, 11.5, before=10, after=1, keep=True)
    _style(document, "Brief Quote", SERIF, 10, before=3, indent=0.6, keep=True)
    _style(document, "Brief Source", SANS, 7.5, after=2, colour=_SOFT)
    _style(document, "Brief Note", SANS, 8.5, after=3, colour=_SOFT)
    _style(document, "Brief Attribution", SANS, 7.5, after=2, colour=_SOFT, indent=0.6)
    _style(document, "Brief Cell", SERIF, 9, after=0)
    _style(document, "Brief Small", SANS, 7.5, after=0)
    _style(document, "Brief Ticks", SANS, 5.5, after=0, colour=_SOFT)
    title = document.styles["Title"].element.get_or_add_pPr()
    for border in title.findall(qn("w:pBdr")):
        title.remove(border)
    return document


def _style(
    document: DocumentObject,
    name: str,
    font: str,
    size: float,
    *,
    before: float = 0,
    after: float = 0,
    bold: bool = False,
    colour: RGBColor = _INK,
    indent: float = 0,
    keep: bool = False,
) -> None:
    known = {s.name for s in document.styles}
    style = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    assert isinstance(style, ParagraphStyle)
    if name.startswith("Brief"):
        style.base_style = document.styles["Normal"]
    style.font.name, style.font.size, style.font.bold, style.font.italic = font, Pt(size), bold, False
    style.font.color.rgb = colour
    _fonts(style.element.get_or_add_rPr(), font)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.left_indent = Cm(indent) if indent else layout.left_indent
    layout.keep_with_next = True if keep or name.startswith(("Heading", "Title")) else None
    layout.widow_control = True


def _fonts(properties: Any, font: str) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    for key in list(fonts.attrib):
        # A theme's font would win over a named one.
        if key.endswith("Theme"):
            del fonts.attrib[key]
    for part in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{part}"), font)
    fonts.set(qn("w:eastAsia"), EAST_ASIAN)


def new_line(place: DocumentObject | TableCell, style: str) -> Paragraph:
    """Add a paragraph of a style to a document or a cell."""
    return styled(place.add_paragraph(), style)


def styled(paragraph: Paragraph, style: str) -> Paragraph:
    """Give a paragraph a style of the document, by its name."""
    # What python-docx does for this looks through all styles each time: most of the time a brief took.
    paragraph._p.style = style.replace(" ", "")
    return paragraph


def picture(paragraph: Paragraph, png: bytes, width: float, words: str) -> None:
    """Put a picture into a line. width: in cm. words: what it shows, for those who do not see it."""
    shape = paragraph.add_run().add_picture(io.BytesIO(png), width=Cm(width))
    shape._inline.docPr.set("descr", clean(words))
    for side in ("distL", "distR"):
        shape._inline.set(side, "0")


def shade(cell: TableCell, colour: str) -> None:
    """Give a cell a ground. colour: six hexadecimal digits."""
    ground = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        ground.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(ground)


def put(paragraph: Paragraph, text: str, *, bold: bool = False, italic: bool = False, language: str = "") -> None:
    """Add text as runs, each with the language of its script; control characters become U+FFFD."""
    text = clean(" ".join(text.split(" ")))
    pieces = [(text, language)] if language else by_script(text)
    for piece, code in pieces:
        run = paragraph.add_run(piece)
        run.bold, run.italic = bold or None, italic or None
        if code:
            _speak(run, code)


def _speak(run: Run, language: str) -> None:
    properties = run._element.get_or_add_rPr()
    if language == "zh":
        fonts = properties.get_or_add_rFonts()
        fonts.set(qn("w:eastAsia"), EAST_ASIAN)
        # Quotation marks are shared by all scripts; the hint sets them in the Chinese font.
        fonts.set(qn("w:hint"), "eastAsia")
    mark = OxmlElement("w:lang")
    mark.set(qn("w:eastAsia" if language == "zh" else "w:val"), _TAGS.get(language, language))
    properties.append(mark)


def put_quote(paragraph: Paragraph, c: Cited) -> None:
    """Add a quote in quotation marks, what decides in bold; a digest is ours and gets none."""
    before, after = ("", "") if c.source.fidelity is Fidelity.DIGEST else ("“", "”")
    language = c.source.language
    put(paragraph, before, language=language)
    for text, strong in c.parts():
        put(paragraph, " ".join(text.split("\n")), bold=strong, language=language)
    put(paragraph, after, language=language)


def side_run(paragraph: Paragraph, side: str, text: str) -> None:
    """Add text in the colour of a side."""
    run = paragraph.add_run(clean(text))
    run.bold = True
    run.font.color.rgb = RGBColor.from_string(side_ink(side))


def page_number(paragraph: Paragraph) -> None:
    """Put “page / pages” as fields that the word processor fills in."""
    for number, code in enumerate(("PAGE", "NUMPAGES")):
        if number:
            paragraph.add_run(" / ")
        run = paragraph.add_run()
        for kind, text in (("begin", ""), ("", code), ("separate", ""), ("", "1"), ("end", "")):
            if kind:
                part = OxmlElement("w:fldChar")
                part.set(qn("w:fldCharType"), kind)
            else:
                part = OxmlElement("w:t" if text == "1" else "w:instrText")
                part.text = text
            run._element.append(part)


def add_table(
    document: DocumentObject,
    heads: Row,
    rows: Iterable[Row],
    widths: Sequence[float],
    *,
    split: bool = False,
    style: str = "Brief Cell",
) -> None:
    """Add a table. heads: of the columns, on every page again; none for a table of names and values.

    widths: in cm, scaled to the page. split: rows may go on over the page. style: of the cells.
    """
    listed = list(rows)
    section = document.sections[0]
    room = section.page_width - section.left_margin - section.right_margin  # type: ignore[operator]
    columns = [int(room * w / sum(widths)) for w in widths]
    table = document.add_table(rows=0, cols=len(columns))
    table.autofit = False
    _rules(table._tbl.tblPr)
    # Word goes by the widths of cells, others by those of columns.
    for column, width in zip(table.columns, columns, strict=True):
        column.width = width
    for number, row in enumerate([heads, *listed] if heads else listed):
        made = table.add_row()
        properties = made._tr.get_or_add_trPr()
        is_head = bool(heads) and number == 0
        if is_head or not split:
            _flag(properties, "w:cantSplit")
        if is_head:
            _flag(properties, "w:tblHeader")
        for place, (cell, value, width) in enumerate(zip(made.cells, row, columns, strict=True)):
            cell.width = width
            _fill(cell, value, bold=is_head or place == 0, style="Brief Note" if is_head else style)
    new_line(document, "Brief Source")


def _fill(cell: TableCell, value: str | Filler, *, bold: bool, style: str) -> None:
    start = styled(cell.paragraphs[0], style)
    if not isinstance(value, str):
        value(cell)
        return
    first, *rest = value.split("\n")
    put(start, first, bold=bold)
    for line in rest:
        put(new_line(cell, "Brief Source"), line)


def _flag(properties: Any, name: str) -> None:
    properties.append(OxmlElement(name))


def _rules(properties: Any) -> None:
    """Hairlines between rows and none between columns."""
    borders = OxmlElement("w:tblBorders")
    for edge, colour in (("top", "1E1D1B"), ("bottom", "D9D4C8"), ("insideH", "D9D4C8")):
        line = OxmlElement(f"w:{edge}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", colour)):
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.append(borders)
