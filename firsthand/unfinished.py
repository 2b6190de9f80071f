"""A build that was stopped leaves its half-built file beside the story; the next build goes on from it where that is safe.

A half-built file is taken over only where the same was asked for (the names of the files, in order), and where it was begun on the story as it stands
now, by this version of Firsthand and of its stages: it carries a mark that says so. Whatever DuckDB had committed is whole; what the story holds and
the half-built file lacks is taken from the story again, and what only the stopped build had read is kept only where this build sees the same file.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from firsthand import __version__
from firsthand.model import SCHEMA_VERSION, digest
from firsthand.stages import found_tables, versions
from firsthand.tables import columns

MARK = "found.unfinished"
# Articles that were never published.
NEW = "SELECT article_id FROM found.capture EXCEPT SELECT article_id FROM published"
# Tables of `found` that are kept by article; the others are kept by file.
BY_FILE = ("capture", "known", "file")


class Connection(Protocol):
    def execute(self, sql: str, parameters: Any = None, /) -> Any: ...


class Beside:
    """The names that a build uses beside the story: its lock, its half-built file, and what DuckDB puts on disk for want of memory."""

    def __init__(self, story: Path) -> None:
        self.lock = story.with_name(f".{story.name}.lock")
        self.building = story.with_name(f".{story.name}.building")
        self.spill = story.with_name(f".{story.name}.spill")

    def remove_building(self) -> None:
        for file in (self.building, self.building.with_name(self.building.name + ".wal")):
            file.unlink(missing_ok=True)

    def remove_spill(self) -> None:
        shutil.rmtree(self.spill, ignore_errors=True)


def identity(story: Path) -> str:
    """The story as it stands: a story is never changed in place, so a new one has another size or time. Empty where there is none."""
    with suppress(FileNotFoundError):
        status = story.stat()
        return f"{status.st_size} {status.st_mtime_ns}"
    return ""


def maker() -> str:
    """This version of Firsthand, its stages and the shape of its tables."""
    shapes = {name: [f"{column} {kind}" for column, kind in columns(row).items()] for name, row in found_tables().items()}
    return digest(json.dumps([__version__, SCHEMA_VERSION, versions(), shapes], sort_keys=True))


def mark(con: Connection, base: str) -> None:
    """Say what the file under construction was begun on (`base`: the story's identity) and by whom."""
    con.execute(f"CREATE TABLE {MARK} AS SELECT ?::VARCHAR AS base, ?::VARCHAR AS maker", [base, maker()])


def fits(con: Connection, base: str) -> bool:
    """Whether the attached file is a half-built one that this build can go on from."""
    present = con.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE database_name = 'story' AND schema_name = 'found' AND table_name = 'unfinished'"
    ).fetchall()
    return bool(present[0][0]) and con.execute(f"SELECT base, maker FROM {MARK}").fetchall() == [(base, maker())]


def clear_story(con: Connection) -> None:
    """Drop what story stages had made: they run again whole."""
    rows = con.execute(
        "SELECT view_name, 'VIEW' FROM duckdb_views() WHERE database_name = 'story' AND schema_name = 'main' AND NOT internal "
        "UNION ALL SELECT table_name, 'TABLE' FROM duckdb_tables() WHERE database_name = 'story' AND schema_name = 'main'"
    ).fetchall()
    for name, kind in rows:
        con.execute(f'DROP {kind} main."{name}"')


def remember(con: Connection, *, old: bool) -> None:
    """Keep what was published, to tell it from what only the stopped build had read."""
    shown = "SELECT path, raw_sha256, place, article_id FROM"
    con.execute(f"CREATE TEMP TABLE published AS {shown} {'old.found.capture' if old else 'found.capture LIMIT 0'}")


def mend(con: Connection) -> None:
    """Take from the story `old` what the stopped build had forgotten of it."""
    whole = "article_id IS NULL AND raw_sha256 IS NULL"
    con.execute(f"DELETE FROM found.outcome WHERE {whole}")
    con.execute(f"INSERT INTO found.outcome BY NAME SELECT * FROM old.found.outcome WHERE {whole}")
    inside = "found.outcome WHERE article_id IS NULL AND raw_sha256 IS NOT NULL"
    con.execute(f"INSERT INTO found.outcome BY NAME SELECT * FROM old.{inside} EXCEPT SELECT * FROM {inside}")
    lost = "SELECT path, raw_sha256, place, article_id FROM old.found.capture EXCEPT SELECT path, raw_sha256, place, article_id FROM found.capture"
    con.execute(f"CREATE TEMP TABLE lost AS {lost}")
    # both readings of one file cannot count: it is read again
    con.execute("DELETE FROM found.file f WHERE EXISTS (SELECT 1 FROM lost l WHERE l.path = f.path AND l.raw_sha256 = f.raw_sha256)")
    same = "l.path = c.path AND l.raw_sha256 = c.raw_sha256 AND l.article_id = c.article_id"
    for table in ("capture", "known"):
        place = " AND l.place IS NOT DISTINCT FROM c.place" if table == "capture" else ""
        con.execute(
            f"INSERT INTO found.{table} BY NAME SELECT c.* FROM old.found.{table} c WHERE EXISTS (SELECT 1 FROM lost l WHERE {same}{place})"
        )
    restore(
        con, [row[0] for row in con.execute("SELECT DISTINCT article_id FROM lost ANTI JOIN found.article USING (article_id)").fetchall()]
    )
    con.execute("DROP TABLE lost")


def restore(con: Connection, article_ids: Iterable[str]) -> None:
    """These articles as the story `old` has them."""
    ids = list(article_ids)
    if not ids:
        return
    for name in (*found_tables(), "outcome"):
        if name not in BY_FILE:
            con.execute(f"DELETE FROM found.{name} WHERE article_id IN (SELECT unnest(?))", [ids])
            con.execute(f"INSERT INTO found.{name} BY NAME SELECT * FROM old.found.{name} WHERE article_id IN (SELECT unnest(?))", [ids])


def unpublished(con: Connection) -> list[tuple[str, str]]:
    """Files, as (path, raw_sha256), of which the story under construction holds captures that were never published."""
    return list(
        con.execute(
            "SELECT DISTINCT path, raw_sha256 FROM (SELECT path, raw_sha256, place, article_id FROM found.capture "
            "EXCEPT SELECT path, raw_sha256, place, article_id FROM published) ORDER BY ALL"
        ).fetchall()
    )


def forget_unpublished(con: Connection, files: Iterable[tuple[str, str]]) -> None:
    """Forget the unpublished captures of these files, and with them what a person had written about them."""
    for path, raw in files:
        never = (
            "NOT EXISTS (SELECT 1 FROM published p WHERE p.path = c.path AND p.raw_sha256 = c.raw_sha256 AND p.article_id = c.article_id{})"
        )
        con.execute(
            f"DELETE FROM found.capture c WHERE path = ? AND raw_sha256 = ? AND {never.format(' AND p.place IS NOT DISTINCT FROM c.place')}",
            [path, raw],
        )
        con.execute(f"DELETE FROM found.known c WHERE path = ? AND raw_sha256 = ? AND {never.format('')}", [path, raw])
        con.execute("DELETE FROM found.file WHERE path = ? AND raw_sha256 = ?", [path, raw])
