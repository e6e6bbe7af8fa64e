"""A DOCX to HTML with mammoth: runs in the child process of `readers.sandbox`.

mammoth leaves out what was deleted with changes tracked, comments, header and footer; notes follow the text. Letters
that are hidden are taken out before, since it does not see that they are. It loses the numbers of headings and lists.
"""

import io
import zipfile
from xml.parsers.expat import ExpatError

import mammoth
from lxml import etree

from readers.errors import ReadError
from readers.office_package import Package, local

_DOCUMENT = "word/document.xml"
_OFF = frozenset(["0", "false", "off"])
_STYLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"


def docx_html(body: bytes) -> dict[str, str | None]:
    """{"html": …, "title": what the properties say}. Raises `ReadError`: "broken-docx" or "too-large"."""
    package = Package(body, "broken-docx")
    part = next((part for kind, part in package.related("").values() if kind == "officeDocument"), _DOCUMENT)
    package.check(part)
    if b"vanish" in package.bytes_of(part):
        body = _without_hidden(package, part)
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(body), style_map=_STYLES, convert_image=mammoth.images.img_element(lambda _: {"src": ""})
        )
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
        OSError,
        RecursionError,
        AttributeError,
        ExpatError,
    ) as error:
        message = f"The document is damaged ({type(error).__name__}); ask for it again."
        raise ReadError("broken-docx", message) from error
    return {"html": str(result.value), "title": package.title("docProps/core.xml")}


def _without_hidden(package: Package, part: str) -> bytes:
    """The file without the runs of letters that its author hid (`w:vanish`; ECMA-376 part 1, 17.3.2.41)."""
    root = package.tree(part)
    for mark in list(root.iter("{*}vanish")):
        run = mark.getparent().getparent()
        if local(run) == "r" and not any(key.endswith("}val") and mark.get(key) in _OFF for key in mark.attrib):
            run.getparent().remove(run)
    return package.with_part(part, etree.tostring(root))
