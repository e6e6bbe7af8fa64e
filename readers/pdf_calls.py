"""PDFium's functions as they are called thousands of times a page: without ctypes' look at every argument.

pypdfium2 tells ctypes what each function takes, and ctypes compares and converts all of it at every call: half a
microsecond, of which PDFium itself needs a tenth. Called as here, a whole number goes over as a C int, and a
structure, a `byref` or a `Handle` as the pointer that it is; so no other thing may be passed. The interpreter's lock
is kept meanwhile: PDFium knows no threads, and the child that reads a file has one.
"""

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium


class Handle(ctypes.c_void_p):
    """A pointer that PDFium gave: false for none. A bare `c_void_p` would come as a whole number, cut to 32 bits."""


def _quick(function: Any, result: type | None = ctypes.c_int) -> Callable[..., Any]:  # noqa: ANN401 (no types)
    address = ctypes.cast(function, ctypes.c_void_p).value
    assert address is not None  # noqa: S101 (it's a function)
    return ctypes.PYFUNCTYPE(result)(address)


# of a text page and the number of a letter
text_box = _quick(pdfium.FPDFText_GetLooseCharBox)
text_matrix = _quick(pdfium.FPDFText_GetMatrix)
text_size = _quick(pdfium.FPDFText_GetFontSize, ctypes.c_double)
text_font = _quick(pdfium.FPDFText_GetFontInfo)
text_rect = _quick(pdfium.FPDFText_GetRect)

# of a page, of a form on it, of an object on either, of a path
page_objects = _quick(pdfium.FPDFPage_CountObjects)
page_object = _quick(pdfium.FPDFPage_GetObject, Handle)
form_objects = _quick(pdfium.FPDFFormObj_CountObjects)
form_object = _quick(pdfium.FPDFFormObj_GetObject, Handle)
object_kind = _quick(pdfium.FPDFPageObj_GetType)
object_bounds = _quick(pdfium.FPDFPageObj_GetBounds)
object_matrix = _quick(pdfium.FPDFPageObj_GetMatrix)
path_drawing = _quick(pdfium.FPDFPath_GetDrawMode)
path_segments = _quick(pdfium.FPDFPath_CountSegments)
path_segment = _quick(pdfium.FPDFPath_GetPathSegment, Handle)
segment_kind = _quick(pdfium.FPDFPathSegment_GetType)
segment_point = _quick(pdfium.FPDFPathSegment_GetPoint)
segment_closes = _quick(pdfium.FPDFPathSegment_GetClose)


def floats_of(values: Any) -> "memoryview[float]":  # noqa: ANN401 (an array or a structure of C floats)
    """What such an array or structure holds now, however often it changes: unpacked faster than name by name."""
    return memoryview(values).cast("B").cast("f")
