"""Every line of a wording file, for the tests that read them all."""

from __future__ import annotations

from collections.abc import Iterator


def lines_in(table: object) -> Iterator[str]:
    """The strings anywhere in a table of tables and lists."""
    if isinstance(table, str):
        yield table
    elif isinstance(table, list):
        for item in table:
            yield from lines_in(item)
    elif hasattr(table, "values"):
        for item in table.values():
            yield from lines_in(item)
