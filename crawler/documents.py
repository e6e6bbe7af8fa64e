"""Is it a document? What came is judged by its first bytes, since servers are often wrong about it."""

import re
from typing import Literal

from scrapy.http import HtmlResponse, Response

from crawler.addresses import ending
from crawler.messages import clean

Format = Literal["html", "pdf", "office"]

ATTACHMENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "rtf": "application/rtf",
    "csv": "text/csv",
}
"""Files that a reader can read, by the ending of their address: their media types."""

_OFFICE = frozenset(ATTACHMENT_TYPES) - {"pdf", "csv"}
_OFFICE_TYPES = {ATTACHMENT_TYPES[name] for name in _OFFICE} | {"text/rtf"}
HTML = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # [MS-CFB] 2.2
LOOK = 1024  # bytes from the beginning


def format_of(response: Response) -> Format | None:
    """What the body is; None for anything that nobody here can read."""
    head = response.body[:LOOK]
    declared = (response.headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
    if b"%PDF-" in head:
        return "pdf"
    is_office = declared in _OFFICE_TYPES or ending(response.url) in _OFFICE
    if head.startswith(b"PK\x03\x04"):
        return "office" if is_office else None
    if head.startswith(b"{\\rtf"):
        return "office"
    if b"\0" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None
    if isinstance(response, HtmlResponse) or HTML.search(head):
        return "html"
    if declared == ATTACHMENT_TYPES["csv"] or ending(response.url) == "csv":
        return "office"
    # Broken documents are captured all the same: what is wrong with them is for a reader to say.
    if declared == "application/pdf" or ending(response.url) == "pdf":
        return "pdf"
    return "office" if declared in _OFFICE_TYPES else None


def as_html(response: Response) -> HtmlResponse:
    """The same answer, with the means to look for links."""
    return response if isinstance(response, HtmlResponse) else response.replace(cls=HtmlResponse)


def complaint(response: Response, *, expected: Literal["page", "attachment"]) -> tuple[str, str] | None:
    """Why the answer is no document, as kind and message of an issue; None when it is one."""
    if unknown := response.headers.get("Content-Encoding"):
        return "unknown-encoding", f"it is compressed in a way we can't undo ({clean(unknown.decode('latin-1'))})"
    if not response.body.strip():
        return "empty-page", "the site answered with nothing at all"
    found = format_of(response)
    if found is None and response.body.startswith(OLD_OFFICE):
        return (
            "unread-format",
            "it is an old Word, Excel or PowerPoint file (.doc, .xls, .ppt), which can't be read yet",
        )
    if found is None:
        declared = (response.headers.get("Content-Type") or b"a thing without a type").decode("latin-1")
        return "not-a-document", f"it is {clean(declared)}, not a page, PDF or office file"
    if expected == "attachment" and found == "html":
        return "not-a-document", "a PDF or office file was expected, the site answered with a page"
    return None
