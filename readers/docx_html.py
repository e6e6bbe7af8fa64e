"""A DOCX to HTML with mammoth: runs in the child process of `readers.sandbox`."""

import io
import zipfile

import mammoth

from readers.errors import ReadError
from readers.length import check_length

_MARKUP = 4  # characters of HTML for one of text: more is refused before it is parsed again


def docx_html(body: bytes) -> str:
    """The document as HTML. Raises `ReadError`: "broken-docx" or "too-large"."""
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(body), convert_image=mammoth.images.img_element(lambda _: {"src": ""})
        )
    except (
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        SyntaxError,
        OSError,
        RecursionError,
        AttributeError,
    ) as error:
        message = f"The document is damaged ({type(error).__name__}); ask for it again."
        raise ReadError("broken-docx", message) from error
    check_length(len(result.value) // _MARKUP)
    return str(result.value)
