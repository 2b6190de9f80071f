"""Proves a story: every row against its text, every text against its name, and, where the files are given, every text against its file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb

from firsthand.errors import FirsthandError, NotAStory
from firsthand.model import TABLES, Capture, text_sha256
from firsthand.reading import Problem, article_id, read_bytes
from firsthand.reading.inputs import Input, list_inputs
from firsthand.tables import columns, from_cursor, from_dicts, problem_with
from firsthand.view.story import Story

ROWS_AT_ONCE = 10_000


def problems(store: Path, paths: Sequence[str | os.PathLike[str]] = ()) -> Iterator[str]:
    """What fails, a line each; nothing where the story stands. With `paths`, the files are read again: all of the story must be there.

    Raises:
        NotAStory: the file is none.
    """
    try:
        yield from _problems(store, paths)
    except duckdb.Error as error:
        raise NotAStory(f"{store}: is damaged ({str(error).splitlines()[0]}). Build the story again from its files.") from None


def _problems(store: Path, paths: Sequence[str | os.PathLike[str]]) -> Iterator[str]:
    with Story.open(store) as story:
        texts = _texts(story.con)
        yield from _texts_that_fail(story.con)
        yield from _rows_that_fail(story.con, texts)
        yield from _strangers(story.con)
        if paths:
            yield from _files_that_fail(story.con, list_inputs(paths), texts)


def rows_checked(store: Path) -> int:
    """How many rows stand on words."""
    with Story.open(store) as story:
        return sum(_one(story.con, f"SELECT count(*) FROM {schema}.{name}") for schema, name, _ in _tables(story.con))


def _texts(con: duckdb.DuckDBPyConnection) -> dict[str, str]:
    return dict(con.execute("SELECT article_id, text FROM found.article").fetchall())


def _texts_that_fail(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    outlets: dict[str, set[str]] = {}
    for name, value in con.execute(
        "SELECT article_id, value FROM found.known WHERE field = 'outlet' UNION SELECT article_id, value FROM found.field WHERE field = 'outlet'"
    ).fetchall():
        outlets.setdefault(name, set()).add(value)
    for schema in ("found", "main"):
        for name, url, text, sha256 in con.execute(f"SELECT article_id, url, text, sha256 FROM {schema}.article ORDER BY 1").fetchall():
            if text_sha256(text) != sha256:
                yield f"article {name}: its text is not the one that was frozen (SHA-256 differs). Build the story again from its files."
            elif schema == "found" and name not in {article_id(url, outlet, text) for outlet in (None, *outlets.get(name, ()))}:
                yield f"article {name}: its name does not follow from its URL and text. Build the story again from its files."
    for (name,) in con.execute(
        "SELECT article_id FROM main.article JOIN found.article f USING (article_id) WHERE main.article.text <> f.text"
    ).fetchall():
        yield f"article {name}: the story holds two texts for it. Build the story again from its files."


def _tables(con: duckdb.DuckDBPyConnection) -> list[tuple[str, str, type[Any]]]:
    """Tables of both schemas whose rows stand on words."""
    rows = {row.TABLE: row for row in TABLES} | {"field": next(row for row in TABLES if row.TABLE == "metadata")}
    present = con.execute(
        "SELECT schema_name, table_name FROM duckdb_tables() WHERE schema_name IN ('main', 'found') ORDER BY ALL"
    ).fetchall()
    return [(schema, name, rows[name]) for schema, name in present if name in rows and {"span", "evidence"} & set(columns(rows[name]))]


def _rows_that_fail(con: duckdb.DuckDBPyConnection, texts: Mapping[str, str]) -> Iterator[str]:
    for schema, name, row_type in _tables(con):
        cursor = con.execute(f"SELECT * FROM {schema}.{name}")
        names = [item[0] for item in cursor.description or ()]
        while part := cursor.fetchmany(ROWS_AT_ONCE):
            for row in from_dicts(row_type, (dict(zip(names, values, strict=True)) for values in part)):
                problem = problem_with(row, texts)
                if problem is not None:
                    yield problem


def _strangers(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Rows of `main` that no row of the article stages stands behind."""
    for name in ("attribution", "capture"):
        for row in con.execute(f"SELECT * FROM main.{name} EXCEPT SELECT * FROM found.{name} ORDER BY ALL").fetchall():
            yield f"{name}: the row {str(row[0])!r} is none that a stage of this build gave. Build the story again from its files."


def _files_that_fail(con: duckdb.DuckDBPyConnection, inputs: Sequence[Input], texts: Mapping[str, str]) -> Iterator[str]:
    captures: dict[str, list[Capture]] = {}
    for capture in from_cursor(Capture, con.execute("SELECT * FROM found.capture ORDER BY ALL")):
        captures.setdefault(capture.path, []).append(capture)
    failed = {row[0] for row in con.execute("SELECT path FROM outcome WHERE article_id IS NULL").fetchall()}
    seen: dict[str, set[str]] = {}
    for item in inputs:
        try:
            data = item.read()
            seen.setdefault(item.name, set()).add(hashlib.sha256(data).hexdigest())
            yield from _file_that_fails(item, data, captures.get(item.name, []), texts)
        except FirsthandError as error:
            if item.name not in failed:
                yield str(error)
    for capture in (capture for path in sorted(set(captures) & set(seen)) for capture in captures[path]):
        if capture.raw_sha256 not in seen[capture.path]:
            yield f"{capture.path}: the file has changed since it was read (SHA-256 differs). Build the story anew to leave its old text out."
    for path in sorted(set(captures) - set(seen)):
        yield f"{path}: is in the story, but not among the files given. Give every file that the story was built from."


def _file_that_fails(item: Input, data: bytes, captures: Sequence[Capture], texts: Mapping[str, str]) -> Iterator[str]:
    """Reads one file again.

    Raises:
        UnreadableInput: as when it was read.
    """
    raw_sha256 = hashlib.sha256(data).hexdigest()
    here = [capture for capture in captures if capture.raw_sha256 == raw_sha256]
    read = {
        found.article.article_id: found.article.text for found in read_bytes(data, item.name, item.known) if not isinstance(found, Problem)
    }
    if not here and not captures:
        yield f"{item.name}: is not in the story. Add it with `firsthand build`."
    for capture in here:
        if read.get(capture.article_id) != texts.get(capture.article_id):
            yield f"{item.name}: reading the file again gives another text than the story's article {capture.article_id}. Build the story again."


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(con.execute(sql).fetchall()[0][0])
