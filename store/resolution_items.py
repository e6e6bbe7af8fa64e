"""What resolution goes by and what it saw last: so that it looks at what differs, and at nothing else.

An item is a name, a mention, … with all that resolution goes by (its inputs, a JSON object). What is to be looked at
is told by the state alone: a run that was killed leaves nothing behind that the next one would not find. Everything
between `compare` and `keep` belongs into one transaction.
"""

import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

Inputs = Mapping[str, Any]
Blocks = Callable[[str, Inputs], Iterable[str]]  # words under which an item is looked for


class Items:
    """The items of one kind. `query` gives them as they are: id and inputs; `unresolved` ids that lost their result."""

    def __init__(self, connection: sqlite3.Connection, kind: str, query: str, *, unresolved: str | None = None) -> None:
        self._connection = connection
        self._kind = kind
        self._query = query
        self._unresolved = unresolved
        self._is_lined_up = False

    def compare(self) -> None:
        """Find what differs from what was kept: fills `touched`, `former` and `gone`."""
        execute = self._connection.execute
        execute("PRAGMA temp.cache_size = -65536")  # 64 MB, as the file has: ids are looked for everywhere
        for name, columns in _TABLES.items():
            execute(f"DROP TABLE IF EXISTS temp.{name}")
            execute(f"CREATE TEMP TABLE {name} {columns}")
        # Rows go into all tables in the order of their keys: in another one, each would change a page of its own.
        execute(f"INSERT INTO temp.current_items (item, inputs) SELECT * FROM ({self._query}) ORDER BY 1")  # noqa: S608
        execute(_DECIDED, (self._kind,))
        execute(_TOUCHED, (self._kind,))
        if self._unresolved is not None:
            execute(f"INSERT OR IGNORE INTO temp.touched_items (item) {self._unresolved}")
        execute(_FORMER, (self._kind,))

    def touched(self) -> Iterator[tuple[str, Inputs]]:
        """Items that are new, or known otherwise, or have no result, with their inputs."""
        yield from self._told(
            "SELECT item, inputs FROM temp.touched_items CROSS JOIN temp.current_items USING (item) ORDER BY item"
        )

    def former(self) -> Iterator[tuple[str, Inputs]]:
        """Items as they were, which are gone or told otherwise now."""
        yield from self._told("SELECT item, inputs FROM temp.former_items ORDER BY item")

    def _told(self, query: str) -> Iterator[tuple[str, Inputs]]:
        for item, inputs in self._connection.execute(query):
            yield item, json.loads(inputs)

    # Items that may be one

    def look_under(self, blocks: Blocks) -> None:
        """Let touched items be found under their blocks, and former ones no longer."""
        self._connection.executemany(
            "DELETE FROM resolution_blocks WHERE kind = ? AND block = ? AND item = ?",
            ((self._kind, digest(b), item) for item, inputs in self.former() for b in blocks(item, inputs)),
        )
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.touched_blocks (item, block) VALUES (?, ?)",
            ((item, digest(b)) for item, inputs in self.touched() for b in blocks(item, inputs)),
        )
        self._connection.execute(
            "INSERT OR IGNORE INTO resolution_blocks (kind, block, item)"
            " SELECT ?, block, item FROM temp.touched_blocks ORDER BY block, item",
            (self._kind,),
        )

    def lookup(self, blocks: Sequence[str]) -> Iterator[tuple[str, dict[str, Inputs]]]:
        """Those of these blocks that items have, or by rare chance others, with all their items and inputs.

        But not with those that are done: all that they match is done with them.
        """
        rows = self._connection.execute(
            "SELECT asked.key, c.item, c.inputs FROM json_each(?) AS asked"
            " CROSS JOIN resolution_blocks AS b ON b.kind = ? AND b.block = asked.value"
            " AND NOT EXISTS (SELECT 1 FROM temp.done_items WHERE item = b.item)"
            " CROSS JOIN temp.current_items AS c ON c.item = b.item",
            (json.dumps([digest(block) for block in blocks]), self._kind),
        )
        read: dict[str, Inputs] = {}
        for place, found in groupby(rows, key=itemgetter(0)):
            yield (
                blocks[place],
                {item: read.get(item) or read.setdefault(item, json.loads(inputs)) for _, item, inputs in found},
            )

    def touch(self, items: Iterable[str]) -> None:
        """Have these looked at, too."""
        self._connection.executemany(
            "INSERT OR IGNORE INTO temp.touched_items (item) VALUES (?)", ((item,) for item in items)
        )

    def to_do(self, limit: int) -> dict[str, Inputs]:
        """Touched items that are not done, those that share a block together; empty when all are."""
        if not self._is_lined_up:
            self._connection.execute(_LINE_UP)
            self._is_lined_up = True
        rows = self._connection.execute(
            "SELECT item, inputs FROM (SELECT item FROM temp.waiting_items ORDER BY turn LIMIT ?)"
            " CROSS JOIN temp.current_items USING (item)",
            (limit,),
        )
        return {item: json.loads(inputs) for item, inputs in rows}

    def done(self, items: Iterable[str]) -> None:
        """Let these not come up again: they and all that they match have their result."""
        done = [(item,) for item in items]
        self._connection.executemany("INSERT OR IGNORE INTO temp.done_items (item) VALUES (?)", done)
        self._connection.executemany("DELETE FROM temp.waiting_items WHERE item = ?", done)

    # What was seen

    def keep(self, found: Iterable[tuple[str, Sequence[Any] | None]] = ()) -> None:
        """Remember the items as they are; `found` is what came of touched ones, where no other table keeps that."""
        execute = self._connection.execute
        execute(
            "DELETE FROM resolution_items WHERE kind = ? AND item IN"
            " (SELECT item FROM temp.former_items EXCEPT SELECT item FROM temp.current_items)",
            (self._kind,),
        )
        execute(_KEEP, (self._kind,))
        self._connection.executemany(
            "UPDATE resolution_items SET found = ? WHERE kind = ? AND item = ?",
            (
                (None if what is None else json.dumps(what, ensure_ascii=False), self._kind, item)
                for item, what in found
            ),
        )


def digest(block: str) -> int:
    """A block's name in the database: a signed integer of 64 bits."""
    return int.from_bytes(hashlib.blake2b(block.encode("utf-8", "surrogatepass"), digest_size=8).digest(), signed=True)


_TABLES = {
    "current_items": "(item TEXT PRIMARY KEY, inputs TEXT NOT NULL) WITHOUT ROWID",
    "former_items": "(item TEXT PRIMARY KEY, inputs TEXT NOT NULL) WITHOUT ROWID",
    "touched_items": "(item TEXT PRIMARY KEY) WITHOUT ROWID",
    "touched_blocks": "(item TEXT, block INTEGER, PRIMARY KEY (item, block)) WITHOUT ROWID",
    "done_items": "(item TEXT PRIMARY KEY) WITHOUT ROWID",
    "waiting_items": "(turn INTEGER PRIMARY KEY, item TEXT NOT NULL UNIQUE)",
}
# Each item stands beside those with which it shares its largest block: so hardly a block is looked up time and again.
_LINE_UP = """
    INSERT INTO temp.waiting_items (item)
    SELECT item FROM (
        SELECT item, max(number) AS number, block
        FROM temp.touched_items LEFT JOIN temp.touched_blocks USING (item) LEFT JOIN (
            SELECT block, count(*) AS number FROM temp.touched_blocks GROUP BY block HAVING number > 1
        ) USING (block) GROUP BY item
    ) ORDER BY number DESC, block, item
"""
# What people decided is a part of what is known of an item; without a decision there is no such part.
_DECIDED = """
    UPDATE temp.current_items SET inputs = json_set(inputs, '$.decided', json(marks.decided)) FROM (
        SELECT item, json_group_array(json_array(action, decision_id, words)) AS decided
        FROM (SELECT * FROM decision_marks WHERE kind = ? ORDER BY item, action, decision_id) GROUP BY item
    ) AS marks WHERE marks.item = current_items.item
"""
_TOUCHED = """
    INSERT INTO temp.touched_items (item)
    SELECT c.item FROM temp.current_items AS c LEFT JOIN resolution_items AS k ON k.kind = ? AND k.item = c.item
    WHERE k.inputs IS NOT c.inputs
"""
_FORMER = """
    INSERT INTO temp.former_items (item, inputs)
    SELECT k.item, k.inputs FROM resolution_items AS k LEFT JOIN temp.current_items AS c ON c.item = k.item
    WHERE k.kind = ? AND c.inputs IS NOT k.inputs
"""
_KEEP = """
    INSERT INTO resolution_items (kind, item, inputs)
    SELECT ?, item, inputs FROM temp.touched_items CROSS JOIN temp.current_items USING (item) WHERE true
    ON CONFLICT (kind, item) DO UPDATE SET inputs = excluded.inputs WHERE inputs <> excluded.inputs
"""
