"""What is inside an office file: a zip of XML parts, read without trusting any of it.

The members were measured before (`readers.sandbox`). No entity is expanded, no DTD loaded and no address asked
for; a part that declares a DTD is refused, since no office program writes one. Runs in the child process.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Any

from lxml import etree

from readers.errors import ErrorKind, ReadError

_ENCRYPTED = 1  # bit of a member's flags
_DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError)
_OPTIONS = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class Package:
    """The parts of one office file. Every method raises `ReadError` of `kind` for a damaged part."""

    def __init__(self, body: bytes, kind: ErrorKind) -> None:
        self._kind: ErrorKind = kind
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(body))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self.damaged(error) from error
        # some exporters write xl/SharedStrings.xml and refer to xl/sharedStrings.xml
        self._names = {info.filename.lower(): info.filename for info in self._zip.infolist()}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def damaged(self, error: Exception | str) -> ReadError:
        """What to raise for this file."""
        return ReadError(self._kind, f"The document is damaged ({error}); ask for it again.")

    def bytes_of(self, part: str) -> bytes:
        """The whole part, unpacked."""
        try:
            with self._open(part) as member:
                return member.read()
        except _DAMAGED as error:
            raise self.damaged(error) from error

    def _open(self, part: str) -> IO[bytes]:
        info = self._zip.NameToInfo.get(self._names.get(part.lower(), ""))
        if info is None:
            raise self.damaged(f"it has no {part}")
        if info.flag_bits & _ENCRYPTED:
            raise ReadError(self._kind, "The document is protected by a password; ask its publisher for an open one.")
        try:
            return self._zip.open(info)
        except _DAMAGED as error:
            raise self.damaged(error) from error

    def tree(self, part: str) -> Any:  # noqa: ANN401 (lxml has no types)
        """The root element of an XML part."""
        parser = etree.XMLParser(remove_comments=True, remove_pis=True, **_OPTIONS)
        try:
            root = etree.fromstring(self.bytes_of(part), parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged(error) from error
        self._check(root)
        return root

    def elements(self, part: str, *names: str) -> Iterator[Any]:
        """The elements of these local names one by one, each forgotten when the next is asked for.

        So a sheet of a million rows takes the memory of one.
        """
        tags = [f"{{*}}{name}" for name in names]
        try:
            walk = etree.iterparse(self._open(part), tag=tags, remove_comments=True, remove_pis=True, **_OPTIONS)
            checked = False
            for _, element in walk:
                if not checked:
                    self._check(element)
                    checked = True
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, *_DAMAGED) as error:
            raise self.damaged(error) from error

    def check(self, part: str) -> None:
        """Looks at the beginning of an XML part that another library will parse."""
        try:
            _, element = next(etree.iterparse(self._open(part), events=("start",), **_OPTIONS))
        except (etree.XMLSyntaxError, StopIteration, *_DAMAGED) as error:
            raise self.damaged(error) from error
        self._check(element)

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part of an OOXML file refers to: id -> (last word of the kind, name of the part)."""
        folder, name = posixpath.split(part)
        relations = posixpath.join(folder, "_rels", f"{name}.rels")
        if relations not in self:
            return {}
        found = {}
        for relation in self.tree(relations):
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
            found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found

    def with_part(self, part: str, content: bytes) -> bytes:
        """The file with another content of one part."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as packed:
            for name in self._names.values():
                packed.writestr(name, content if name.lower() == part.lower() else self.bytes_of(name))
        return target.getvalue()

    def title(self, part: str) -> str | None:
        """What the properties in `part` call the document; None where they don't, or can't be read."""
        try:
            found = next(self.tree(part).iter("{http://purl.org/dc/elements/1.1/}title"), None)
        except ReadError:
            return None
        return None if found is None else str(found.text or "").strip() or None

    def _check(self, element: Any) -> None:  # noqa: ANN401
        if element.getroottree().docinfo.internalDTD is not None:
            message = "The document declares XML entities, which no office program writes; don't open it."
            raise ReadError(self._kind, message)


def local(element: Any) -> str:  # noqa: ANN401
    """The name of an element without its namespace; "" for what is none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
