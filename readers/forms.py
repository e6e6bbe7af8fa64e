"""Which form the bytes of a capture or file have, and what is to be said of those that no reader reads.

Decided by the bytes, then by the media type, then by the ending of the name: servers send PDFs as `text/html`, and
pages under `.pdf`.
"""

import re
import zipfile
from base64 import b64decode
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath
from typing import Literal

from readers.compound_file import storages
from readers.errors import ReadError
from readers.sandbox import measure_zip

Form = Literal["html", "text", "csv", "pdf", "docx", "xlsx", "odt", "ods", "rtf"]

_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
_TYPES: dict[str, Form] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/csv": "csv",
    "text/tab-separated-values": "csv",
    "application/csv": "csv",
    "application/pdf": "pdf",
    f"{_OOXML}wordprocessingml.document": "docx",
    f"{_OOXML}spreadsheetml.sheet": "xlsx",
    f"{_ODF}text": "odt",
    f"{_ODF}spreadsheet": "ods",
    "application/rtf": "rtf",
    "text/rtf": "rtf",
}
_ENDINGS: dict[str, Form] = {
    ".txt": "text",
    ".csv": "csv",
    ".tsv": "csv",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".php": "html",
    ".asp": "html",
    ".aspx": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".xlsx": "xlsx",
    ".odt": "odt",
    ".ods": "ods",
    ".rtf": "rtf",
}
_ZIPPED = frozenset(["docx", "xlsx", "odt", "ods"])
_BEGINNINGS: dict[bytes, str] = {
    b"\x89PNG": "a picture (PNG); it needs OCR",
    b"\xff\xd8\xff": "a picture (JPEG); it needs OCR",
    b"II*\0": "a picture (TIFF); it needs OCR",
    b"MM\0*": "a picture (TIFF); it needs OCR",
    b"GIF8": "a picture (GIF)",
    b"Rar!": "an archive (RAR); unpack it",
    b"7z\xbc\xaf": "an archive (7z); unpack it",
    b"\x1f\x8b": "a packed file (gzip); unpack it",
}
_SIGNED = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"  # 1.2.840.113549.1.7.2, signedData; RFC 5652, 5.1
_SIGNED_TEXT = re.compile(rb"-----BEGIN (?:PKCS7|CMS)-----|(?i:content-type:\s*application/(?:x-)?pkcs7-)")
_PICTURE = re.compile(rb"BM....\0\0\0\0|RIFF....WEBP|....ftyp(?:heic|heix|mif1|avif)", re.DOTALL)
_OFFICE_2003 = re.compile(rb"<\?mso-application\s+progid=\"(?P<program>\w+)\.")
_MHTML = re.compile(rb"MIME-Version:", re.IGNORECASE)
_OLE = b"\xd0\xcf\x11\xe0"
_STORAGES = {  # of old office files, by the name of what is in them
    "EncryptedPackage": "an office file that is protected by a password; ask its publisher for an open one",
    "WordDocument": "an old Word file (.doc); save it as .docx or .pdf",
    "Workbook": "an old Excel file (.xls); save it as .xlsx",
    "Book": "an old Excel file (.xls); save it as .xlsx",
    "PowerPoint Document": "an old PowerPoint file (.ppt); save it as .pdf",
    "__properties_version1.0": "an Outlook message (.msg)",
}
_PACKED = {  # other zips, by the beginning of a name in them
    "ppt/": "a PowerPoint file (.pptx); save it as .pdf",
    "xl/workbook.bin": "a binary Excel file (.xlsb); save it as .xlsx",
    "visio/": "a Visio file (.vsdx); save it as .pdf",
}
_PDF_WITHIN = 1024  # bytes; readers of PDF allow that much rubbish before the header
_LONGEST_TYPE = 200  # bytes


def form_of(body: bytes, *, media_type: str | None = None, name: str = "") -> Form:
    """Which reader the bytes need.

    Raises `ReadError`: "unsupported", "empty-page" for no bytes, "too-large" for a zip that is a bomb.
    """
    if not body.strip(b" \t\r\n\0\xef\xbb\xbf"):
        raise ReadError("empty-page", "There is nothing in it; fetch it again.")
    declared = (media_type or "").partition(";")[0].strip().lower()
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    expected = _TYPES.get(declared) or _ENDINGS.get(ending)
    _refuse_signed(body)
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return "pdf"
    if body.startswith(b"PK\x03\x04"):
        return _packed(body, expected)
    if body.startswith(b"{\\rt"):
        return "rtf"
    _refuse(body)
    if _HTML.match(body[:4096]):
        if _ENDINGS.get(ending) in _ZIPPED:
            message = (
                f"This is a web page under the name of a {ending}: an error or a login; look at what the address gives."
            )
            raise ReadError("unsupported", message)
        return "html"
    if expected is None and b"\0" not in body[:4096]:
        if declared == "application/vnd.ms-excel":  # lists that a site writes for Excel
            return "csv"
        if not declared or declared.startswith("text/"):
            return "text" if ending else "html"
    if expected is None:
        what = declared or ending or "unknown"
        raise ReadError("unsupported", f"No reader knows this form ({what}); save it as .docx, .pdf or .html.")
    return expected


def _refuse_signed(body: bytes) -> None:
    begin = body[:64]
    if begin.startswith(b"MI"):  # the same in base64
        with suppress(ValueError):
            begin = b64decode(b"".join(body[:80].split())[:64], validate=True)
    if (begin[:1] == b"\x30" and _SIGNED in begin) or _SIGNED_TEXT.search(body[:_PDF_WITHIN]):
        message = (
            "This is a file in the envelope of its electronic signature (.p7m, .p7s); take it out with the program "
            "that checks the signature."
        )
        raise ReadError("unsupported", message)


def _refuse(body: bytes) -> None:
    """Raises for bytes that say what they are, and that no reader reads."""
    for magic, what in _BEGINNINGS.items():
        if body.startswith(magic):
            raise ReadError("unsupported", f"This is {what}.")
    if _PICTURE.match(body):
        raise ReadError("unsupported", "This is a picture (BMP, WebP, HEIC or AVIF); it needs OCR.")
    if body.startswith(_OLE):
        found = (_STORAGES[name] for name in storages(body) if name in _STORAGES)
        what = next(found, "an old Word, Excel or PowerPoint file (.doc, .xls, .ppt); save it as .docx or .pdf")
        raise ReadError("unsupported", f"This is {what}.")
    if found_2003 := _OFFICE_2003.search(body[:_PDF_WITHIN]):
        program = found_2003["program"].decode()
        raise ReadError("unsupported", f"This is an XML file of {program} 2003; save it as .docx or .xlsx.")
    if _MHTML.match(body.lstrip()[:64]):
        raise ReadError("unsupported", "This is a saved web page or letter (MIME, .mht); save it as .html.")


def _packed(body: bytes, expected: Form | None) -> Form:
    """Office files are zips, and their members tell which. A damaged one fails as what it is said to be."""
    try:
        names = measure_zip(body)
    except ReadError as error:
        if error.kind == "too-large":
            raise
        return expected if expected in _ZIPPED else "docx"
    if any(re.fullmatch(r"word/document\d*\.xml", name) for name in names):
        return "docx"
    if any(re.fullmatch(r"xl/workbook\d*\.xml", name) for name in names):
        return "xlsx"
    if "content.xml" in names:
        return _open_document(body)
    fitting = [what for start, what in _PACKED.items() if any(name.startswith(start) for name in names)]
    what = fitting[0] if fitting else "an archive (zip); unpack it"
    raise ReadError("unsupported", f"This is {what}.")


def _open_document(body: bytes) -> Form:
    """By the member that says it, or by its beginning where it is missing."""
    try:
        with zipfile.ZipFile(BytesIO(body)) as packed, packed.open("mimetype") as member:
            kind = member.read(_LONGEST_TYPE).decode("latin-1").strip()
    except (KeyError, zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        kind = f"{_ODF}text"
    if kind.startswith(f"{_ODF}spreadsheet"):  # and its templates
        return "ods"
    if kind.startswith(_ODF) and not kind.startswith(f"{_ODF}text"):
        raise ReadError("unsupported", "This is an OpenDocument presentation or drawing; save it as .pdf.")
    return "odt"
