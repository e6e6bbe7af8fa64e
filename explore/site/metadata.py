"""What Datasette tells of the database on its own pages."""

from typing import Any

METADATA: dict[str, Any] = {
    "title": "Fondoscop",
    "databases": {"fondoscop": {"title": "Fondoscop"}},
}
