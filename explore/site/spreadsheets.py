"""CSV that Datasette writes, so that no spreadsheet takes a text of a page for a formula."""

import csv
import io

from explore.answer_formats import csv_text

_LONGEST = 1_000_000  # characters of a cell; a value of a query has a quarter of that at most


def without_formulas(rows: bytes) -> bytes:
    """Whole rows of CSV, with an apostrophe before whatever would be run, headings among them."""
    csv.field_size_limit(max(_LONGEST, csv.field_size_limit()))
    written = io.StringIO()
    writer = csv.writer(written)
    for row in csv.reader(io.StringIO(rows.decode(), newline="")):
        writer.writerow([csv_text(cell) for cell in row])
    return written.getvalue().encode()
