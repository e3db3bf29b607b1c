"""Files of every format, made by hand, with words of our own."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@dataclass(frozen=True)
class Drawn:
    """A line of a PDF with letters of another size, or with a gap above it, in points; below 0 it is drawn higher."""

    words: str
    size: int = 11
    gap: int = 0


def pdf(
    pages: Sequence[Sequence[str | Drawn]],
    *,
    picture: bool = False,
    title: str = "",
    maker: str = "",
    flate: bool = False,
) -> bytes:
    """A PDF whose pages hold these lines (Latin letters), or only a picture each. maker: the program that made it."""
    objects: list[bytes] = []
    count = len(pages)
    kids = " ".join(f"{4 + 2 * i} 0 R" for i in range(count))
    objects.append(b"<< /Type /Catalog /Pages 2 0 R >>")
    objects.append(f"<< /Type /Pages /Kids [{kids}] /Count {count} >>".encode())
    objects.append(
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
        b"\nstream\n\x00\nendstream"
        if picture
        else b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    for number, lines in enumerate(pages):
        uses = "/XObject << /P 3 0 R >>" if picture else "/Font << /F 3 0 R >>"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << {uses} >> "
            f"/Contents {5 + 2 * number} 0 R >>".encode()
        )
        drawn = ["BT /F 11 Tf 50 764 Td 14 TL"]
        for line in lines:
            one = line if isinstance(line, Drawn) else Drawn(line)
            safe = one.words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            drawn.append(f"/F {one.size} Tf {f'0 {-14 - one.gap} Td' if one.gap else 'T*'} ({safe}) Tj")
        content = b"q 600 0 0 800 0 0 cm /P Do Q" if picture else "\n".join([*drawn, "ET"]).encode("cp1252")
        coded = zlib.compress(content) if flate else content
        extra = b" /Filter /FlateDecode" if flate else b""
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(coded), extra, coded))
    objects.append(f"<< /Title ({title}) /Creator ({maker}) >>".encode("cp1252"))
    out = io.BytesIO()
    out.write(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    for place in places:
        out.write(b"%010d 00000 n \n" % place)
    out.write(b"trailer << /Size %d /Root 1 0 R /Info %d 0 R >>\n" % (len(objects) + 1, len(objects)))
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def docx(paragraphs: list[str], *, title: str = "", header: str = "", body: str = "", prolog: str = "") -> bytes:
    """A Word document. body: markup instead of paragraphs. prolog: before the root element."""
    inner = body or "".join(f"<w:p><w:r><w:t>{escape(p)}</w:t></w:r></w:p>" for p in paragraphs)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "word/document.xml",
            f"<?xml version='1.0'?>{prolog}<w:document xmlns:w='{WORD}'><w:body>{inner}</w:body></w:document>",
        )
        if header:
            archive.writestr(
                "word/header1.xml", f"<w:hdr xmlns:w='{WORD}'><w:p><w:r><w:t>{header}</w:t></w:r></w:p></w:hdr>"
            )
        if title:
            archive.writestr(
                "docProps/core.xml",
                "<cp:coreProperties xmlns:cp='http://schemas.openxmlformats.org/package/2006/metadata/core-properties' "
                f"xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>{escape(title)}</dc:title></cp:coreProperties>",
            )
    return out.getvalue()


def rtf(paragraphs: list[str]) -> bytes:
    """An RTF document; letters beyond ASCII as escapes."""

    def escaped(text: str) -> str:
        return "".join(c if ord(c) < 128 else f"\\u{ord(c) if ord(c) < 32768 else ord(c) - 65536}?" for c in text)

    body = "".join(f"\\pard {escaped(p)}\\par\n" for p in paragraphs)
    return ("{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Times;}}{\\info{\\title Pears}}\n" + body + "}").encode("ascii")


def mail(text: str, *, subject: str, html: str = "", attachment: bytes = b"", charset: str = "utf-8") -> bytes:
    """A mail of 4 February 2031, 23:45 in Beijing."""
    message = EmailMessage()
    message["From"] = "press@ministry.example"
    message["To"] = "desk@news.example"
    message["Subject"] = subject
    message["Date"] = "Tue, 04 Feb 2031 23:45:00 +0800"
    message["Message-ID"] = "<1@ministry.example>"
    if text:
        message.set_content(text, charset=charset)
    if html:
        message.add_alternative(html, subtype="html") if text else message.set_content(html, subtype="html")
    if attachment:
        message.add_attachment(attachment, maintype="application", subtype="pdf", filename="../../text.pdf")
    return message.as_bytes()


def mhtml(page: str, url: str) -> bytes:
    """A page as a browser saves it in one file."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = url
    message["Subject"] = "saved"
    message["MIME-Version"] = "1.0"
    message.set_content(page, subtype="html", charset="utf-8", cte="quoted-printable")
    inner = message.get_payload()
    return (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {url}\r\nSubject: saved\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="=_b"\r\n\r\n--=_b\r\n'
        "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {url}\r\n\r\n{inner}\r\n--=_b--\r\n"
    ).encode()


def parquet(rows: list[dict[str, object]]) -> bytes:
    """A Parquet table."""
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out)
    return out.getvalue()
