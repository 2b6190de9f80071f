"""Proves a story: every row against its text, every text against its name, and, where the files are given, every text against its file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from firsthand.errors import FirsthandError, NotAStory
from firsthand.model import TABLES, text_sha256
from firsthand.reading import Frozen, Problem, article_id, read_bytes, read_piece, split
from firsthand.reading.files import hash_stream, opened, read_whole
from firsthand.reading.inputs import Input, list_inputs
from firsthand.tables import columns, from_dicts, problem_with
from firsthand.view.story import Story

# Rows, and articles with their texts, that are in memory at once.
ROWS_AT_ONCE = 10_000
ARTICLES_AT_ONCE = 500
# Tables whose rows the article stages gave: the columns that a story stage fills, and in which rows.
STORY_COLUMNS = (
    ("attribution", "entity_id, said_earliest, said_latest", "\"by\" = 'rule'"),
    ("attribution", 'entity_id, speaker, said_earliest, said_latest, "by"', "\"by\" = 'person'"),
    ("statement", "attribution_id, effective_earliest, effective_latest", "true"), ("mention", "entity_id", "true"), ("capture", "", "true"),
)  # fmt: skip


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
        yield from _texts_that_fail(story.con)
        yield from _rows_that_fail(story.con)
        yield from _strangers(story.con)
        if paths:
            yield from _files_that_fail(story.con, list_inputs(paths))


def rows_checked(store: Path) -> int:
    """How many rows stand on words."""
    with Story.open(store) as story:
        return sum(_one(story.con, f"SELECT count(*) FROM {schema}.{name}") for schema, name, _ in _tables(story.con))


def _stream(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a query in parts, on a cursor of its own: what is asked meanwhile would end the answer."""
    with con.cursor() as cursor:
        cursor.execute(sql)
        while part := cursor.fetchmany(ARTICLES_AT_ONCE):
            yield part


def _texts_that_fail(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    outlets = """
        SELECT article_id, list(DISTINCT value) AS outlets
        FROM (SELECT article_id, field, value FROM found.known UNION ALL SELECT article_id, field, value FROM found.field)
        WHERE field = 'outlet' GROUP BY article_id
    """
    for schema, names in (("found", f"LEFT JOIN ({outlets}) o USING (article_id)"), ("main", "")):
        sql = f"SELECT a.article_id, a.url, a.text, a.sha256, {'o.outlets' if names else 'NULL'} FROM {schema}.article a {names}"
        for part in _stream(con, sql):
            for name, url, text, sha256, given in sorted(part):
                if text_sha256(text) != sha256:
                    yield f"article {name}: its text is not the one that was frozen (SHA-256 differs). Build the story again from its files."
                elif schema == "found" and name not in {article_id(url, outlet, text) for outlet in (None, *(given or ()))}:
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


def _rows_that_fail(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Each table in the order of articles, beside the texts in the same order; rows that stand on several articles bring theirs along."""
    for schema, name, row_type in _tables(con):
        own = "article_id" in columns(row_type)
        for part in _rows(con, f"SELECT * FROM {schema}.{name}{' ORDER BY article_id' if own else ''}"):
            rows = from_dicts(row_type, part)
            texts = _texts(con, {article for row in rows for article in _articles_of(row)})
            yield from (problem for row in rows if (problem := problem_with(row, texts)) is not None)


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> Iterator[list[dict[str, Any]]]:
    with con.cursor() as cursor:
        cursor.execute(sql)
        names = [item[0] for item in cursor.description or ()]
        while part := cursor.fetchmany(ROWS_AT_ONCE):
            yield [dict(zip(names, values, strict=True)) for values in part]


def _articles_of(row: Any) -> set[str]:
    own = getattr(row, "article_id", None)
    names = {getattr(piece, "article_id", own) for piece in getattr(row, "evidence", ())} | {own}
    return {name for name in names if name is not None}


def _texts(con: duckdb.DuckDBPyConnection, names: set[str]) -> dict[str, str]:
    """Texts of these articles; found.article stands in the order of articles, so a range of them is not searched for."""
    if not names:
        return {}
    listed = sorted(names)
    sql = "SELECT article_id, text FROM found.article WHERE article_id BETWEEN ? AND ? AND article_id IN (SELECT unnest(?))"
    return dict(con.execute(sql, [listed[0], listed[-1], listed]).fetchall())


def _strangers(con: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Rows of `main` that no row of the article stages stands behind."""
    for name, given, where in STORY_COLUMNS:
        columns_of = f"SELECT * EXCLUDE ({given})" if given else "SELECT *"
        sql = f"{columns_of} FROM main.{name} WHERE {where} EXCEPT {columns_of} FROM found.{name} ORDER BY ALL"
        for row in con.execute(sql).fetchall():
            yield f"{name}: the row {str(row[0])!r} is none that a stage of this build gave. Build the story again from its files."


def _files_that_fail(con: duckdb.DuckDBPyConnection, inputs: Sequence[Input]) -> Iterator[str]:
    captures: dict[str, set[str]] = {}
    for part in _stream(con, "SELECT DISTINCT path, raw_sha256 FROM found.capture ORDER BY ALL"):
        for path, raw in part:
            captures.setdefault(path, set()).add(raw)
    failed = {row[0] for row in con.execute("SELECT DISTINCT path FROM outcome WHERE article_id IS NULL").fetchall()}
    seen: dict[str, set[str]] = {}
    for item in inputs:
        try:
            for raw, found in _read(item):
                seen.setdefault(item.name, set()).add(raw)
                yield from _file_that_fails(con, item, raw, found, captures.get(item.name, set()))
        except FirsthandError as error:
            if item.name not in failed:
                yield str(error)
    yield from _files_that_changed(captures, seen)


def _files_that_changed(captures: Mapping[str, set[str]], seen: Mapping[str, set[str]]) -> Iterator[str]:
    for path in sorted(captures.keys() & seen.keys()):
        for _ in captures[path] - seen[path]:
            yield f"{path}: the file has changed since it was read (SHA-256 differs). Build the story anew to leave its old text out."
    for path in sorted(captures.keys() - seen.keys()):
        yield f"{path}: is in the story, but not among the files given. Give every file that the story was built from."


def _read(item: Input) -> Iterator[tuple[str, Iterator[Frozen | Problem]]]:
    """The hash of a file and, as a stream, what reading it again gives; once.

    Raises:
        UnreadableInput: as when it was read; in the stream too.
    """
    splitter = split(item.name) if item.file is not None else None
    if splitter is None:
        data = read_whole(item)
        raw = hashlib.sha256(data).hexdigest()
        yield raw, iter(read_bytes(data, item.name, item.known))
        return
    with opened(item) as handle:
        raw = hash_stream(handle)
        pieces = splitter(handle, item.name)
        yield raw, (one for piece in pieces if not isinstance(piece, Problem) for one in read_piece(piece, item.name, raw, item.known))


def _file_that_fails(
    con: duckdb.DuckDBPyConnection, item: Input, raw: str, found: Iterable[Frozen | Problem], captures: set[str]
) -> Iterator[str]:
    """Reads one file again, and compares with its captures: a name follows from address and text, so what has the name has the text."""
    again = (one for one in found if not isinstance(one, Problem))
    if raw not in captures:
        if not captures and any(again):
            yield f"{item.name}: is not in the story. Add it with `firsthand build`."
        return
    con.execute("CREATE OR REPLACE TEMP TABLE again (article_id VARCHAR, place VARCHAR, sha256 VARCHAR)")
    stopped: FirsthandError | None = None
    while True:
        part: list[list[str | None]] = []
        try:
            for one in islice(again, ARTICLES_AT_ONCE):
                part.append([one.article.article_id, one.capture.place, one.article.sha256])  # noqa: PERF401 - what came before an error counts
        except FirsthandError as error:
            stopped = error
        if part:
            ids, places, hashes = zip(*part, strict=True)
            con.execute("INSERT INTO again SELECT unnest(?), unnest(?), unnest(?)", [list(ids), list(places), list(hashes)])
        if len(part) < ARTICLES_AT_ONCE:
            break
    lost = con.execute(
        """
        SELECT DISTINCT c.article_id FROM found.capture c LEFT JOIN found.article a USING (article_id)
        WHERE c.path = ? AND c.raw_sha256 = ? AND NOT EXISTS (
            SELECT 1 FROM again g WHERE g.article_id = c.article_id AND g.place IS NOT DISTINCT FROM c.place AND g.sha256 = a.sha256
        ) ORDER BY ALL
        """,
        [item.name, raw],
    ).fetchall()
    for (name,) in lost:
        yield f"{item.name}: reading the file again gives another text than the story's article {name}. Build the story again."
    if stopped is not None:
        raise stopped


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> int:
    return int(con.execute(sql).fetchall()[0][0])
