"""The words that the full-text index over the documents has, for those who looked for one that it has not."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from store.schema import connect


class Vocabulary:
    """The words of one database. They are folded: small letters without diacritics."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def known(self, words: Sequence[str]) -> set[str]:
        """Those of the words that stand in a document."""
        return {word for word in words for each in self._terms("term = ?", [word]) if each == word}

    def like(self, word: str, *, distance: int = 2) -> list[str]:
        """Words of about the same length, those first that stand in most documents."""
        return self._terms("length(term) BETWEEN ? AND ?", [len(word) - distance, len(word) + distance])

    def whole(self) -> "WholeVocabulary":
        """All its words, to be asked many times."""
        return WholeVocabulary(self._terms("1", []))

    def _terms(self, where: str, values: Sequence[str | int]) -> list[str]:
        with closing(connect(self._path, read_only=True)) as connection:
            # The view of the index is a table of this connection alone; the file stays open for reading only.
            connection.execute("PRAGMA query_only = OFF")
            connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab (main, documents_fts, row)")
            found = connection.execute(
                f"SELECT term FROM temp.words WHERE {where} ORDER BY doc DESC, term",  # noqa: S608
                values,
            )
            return [term for (term,) in found]


class WholeVocabulary:
    """The words of one state of a database, which answers what `Vocabulary` answers without the file."""

    def __init__(self, terms: Sequence[str]) -> None:
        self._terms = terms
        self._known = frozenset(terms)

    def known(self, words: Sequence[str]) -> set[str]:
        """Those of the words that stand in a document."""
        return {word for word in words if word in self._known}

    def like(self, word: str, *, distance: int = 2) -> list[str]:
        """Words of about the same length, those first that stand in most documents."""
        return [term for term in self._terms if abs(len(term) - len(word)) <= distance]
