"""Taking elements out of a tree, in time that grows with the tree and not with its square.

lxml keeps the text behind an element as the element's own tail, so that whoever removes one has to append that
text to the one before it: a hundred thousand neighbours make a text that is copied a hundred thousand times. Here
elements are only marked; `sweep` takes the marked ones out, and joins the texts between neighbours once.
"""

from lxml import etree
from lxml.html import HtmlElement

_GONE = "GONE"  # the parser writes names in small letters: no page has this one


def drop(element: HtmlElement) -> None:
    """Empty an element and mark it for `sweep`; what stands after it stays, as words of their own."""
    if element.getparent() is not None:
        element.clear(keep_tail=True)
        element.tag = _GONE


def sweep(root: HtmlElement) -> None:
    """Take out what `drop` has marked under `root`."""
    for element in root.iter(_GONE):
        before = element.getprevious()
        if before is not None and before.tag == _GONE:
            continue  # its text has gone with that of its neighbour
        texts = [(element.getparent().text if before is None else before.tail) or ""]
        gone = element
        while gone is not None and gone.tag == _GONE:
            tail = gone.tail or ""
            texts += [tail] if tail[:1].isspace() else [" ", tail]  # words on both sides of a script do not become one
            gone.tail = None
            gone = gone.getnext()
        if before is None:
            element.getparent().text = "".join(texts)
        else:
            before.tail = "".join(texts)
    etree.strip_elements(root, _GONE, with_tail=False)


def remove_all(root: HtmlElement, *tags: str) -> None:
    """Take out every element of these names; what stands after them stays, as words of their own."""
    for element in list(root.iter(*tags)):
        drop(element)
    sweep(root)
