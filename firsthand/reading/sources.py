"""What a person knows about the files: `sources.csv` beside them."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any

from firsthand.dates import interval
from firsthand.errors import BadDecisions
from firsthand.model import Known

NAME = "sources.csv"
COLUMNS = ("path", "url", "outlet", "title", "byline", "published")


def read_sources(folder: Path) -> dict[str, Known]:
    """The table's rows by path, relative to `folder`; empty where the folder has none.

    Raises:
        BadDecisions: the table has no `path` column, an unknown column, or cannot be read.
    """
    file = folder / NAME
    if not file.is_file():
        return {}
    try:
        with file.open(encoding="utf-8-sig", newline="") as handle:
            rows = csv.DictReader(handle, strict=True)
            names = [name.strip().lower() for name in rows.fieldnames or []]
            rows.fieldnames = names
            _check(names)
            return _by_path(row for row in rows if row.get("path"))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadDecisions(f"{NAME}: cannot be read ({error}). Save it as CSV in UTF-8.") from None


def _by_path(rows: Iterable[dict[str | None, Any]]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for row in rows:
        if None in row:
            raise BadDecisions(
                f"{NAME}: the row of {row['path']!r} has more cells than the first line has columns. Put quotes around commas."
            )
        if any("\x00" in (value or "") for value in row.values()):
            raise BadDecisions(f"{NAME}: the row of {row['path']!r} holds NUL characters. Take them out.")
        path = str(PurePosixPath(row["path"].strip().replace("\\", "/")))
        if path in known:
            raise BadDecisions(f"{NAME}: {path!r} stands in two rows. Keep one.")
        known[path] = _known(row)
        _dated(known[path].published, path)
    return known


def _check(names: list[str]) -> None:
    if "path" not in names:
        raise BadDecisions(
            f"{NAME}: has no column 'path'. Its first line must name the columns, with commas between: {', '.join(COLUMNS)}."
        )
    unknown = [name for name in names if name not in COLUMNS]
    if unknown:
        raise BadDecisions(f"{NAME}: does not know the column {unknown[0]!r}. Columns are {', '.join(COLUMNS)}.")


def _dated(value: str | None, path: str) -> None:
    if value and interval(value) is None:
        raise BadDecisions(f"{NAME}: {value!r} of {path!r} is no date. Write it in ISO 8601: 2031-08-02 or 2031-08-02T10:30:00Z.")


def _known(row: dict[str | None, Any]) -> Known:
    return Known(**{name: (row.get(name) or "").strip() or None for name in COLUMNS[1:]})
