"""The one writer of a story file.

A build writes a new file beside the story and puts it in the story's place when it is whole: a reader never sees half a story, and a build that is
killed leaves the last good one. Rows come in through one door, `append`, which refuses those whose words are not at their spans.

The schema `found` keeps what each article alone gave, by stage; `main` is the story made from it, the public tables.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa
from filelock import FileLock, Timeout

from firsthand import __version__
from firsthand.errors import EvidenceMismatch, NotAStory, NotOurs, StoryLocked
from firsthand.model import SCHEMA_VERSION, Article, Block, Capture, Decision, Metadata, Outcome, Page, StoryInfo
from firsthand.stages import PLAN, STORY_PLAN, StageRows, StoryStage, found_tables, versions
from firsthand.tables import check_rows, from_cursor, schema, sort_key, to_arrow

# Older than the library's own default, so that other DuckDB clients can open a story.
STORAGE_VERSION = "v1.2.0"
# The smallest block that DuckDB knows: a story has many small tables, and each takes at least one block a column.
BLOCK_SIZE = 16384
TOOL = "firsthand"
# Public tables that article stages fill and no story stage changes: views, so that nothing is stored twice.
PASSED_THROUGH = ("block", "sentence", "quotation")
# `found.known` tells for each file what a person wrote about it.
KNOWN_EXTRA = ("path", "raw_sha256")
# Rows that wait in memory before they are written; texts that are in memory while a story stage's rows are checked.
FLUSH_AT = 20_000
# As `view` opens a story: one process can have a file open in one way only.
READING: dict[str, Any] = {"enable_external_access": "false"}
TEXTS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class ReadArticle:
    """One article of one file with what its stages gave; `known` is what a person wrote about the file."""

    capture: Capture
    article: Article
    page: Page
    known: tuple[Metadata, ...]
    stages: tuple[StageRows, ...]


@dataclass(frozen=True, slots=True)
class _KnownRow:
    entry: Metadata
    capture: Capture


class StoryWriter:
    """Writes one story; the only one at a time. Leave the `with` block without `publish()` and nothing has happened."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._building = path.with_name(f".{path.name}.building")
        self._lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=0)
        self._pending: dict[str, list[Any]] = {}
        self._captured: set[tuple[str, str]] = set()
        self._added: set[tuple[str, str, str]] = set()
        self._standing: dict[str, str] = {}  # article -> the path whose reading counts

    def __enter__(self) -> Self:
        self._check_target()
        self._acquire()
        try:
            _remove(self._building)  # a killed build's, as the lock is ours now
            self._con = duckdb.connect()
            self._con.execute("SET preserve_insertion_order = true")
            self._con.execute(f"ATTACH '{_quoted(self._building)}' AS story (STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_SIZE})")
            self._con.execute("USE story")
            self._create()
            self._captured.update((capture.path, capture.raw_sha256) for capture in self.captures())
            self._standing.update(self.query("SELECT article_id, path FROM found.article"))
        except BaseException:
            self._close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    # --- what is there already ---

    def captures(self) -> list[Capture]:
        return from_cursor(Capture, self._con.execute("SELECT * FROM found.capture ORDER BY ALL"))

    def known(self) -> dict[tuple[str, str], dict[str, str]]:
        """What a person wrote, as stored: (path, raw_sha256) -> field -> value."""
        stored: dict[tuple[str, str], dict[str, str]] = {}
        for path, raw, field, value in self.query("SELECT path, raw_sha256, field, value FROM found.known"):
            stored.setdefault((path, raw), {})[field] = value
        return stored

    def stale(self) -> Iterator[tuple[Page, frozenset[str]]]:
        """Articles whose rows an older version of a stage made, with those stages: they run again on the stored text."""
        wanted = {stage.name for stage in PLAN}
        current = set(versions().items())
        fresh: dict[str, set[str]] = {}
        for article_id, stage, version in self.query("SELECT article_id, stage, version FROM found.outcome WHERE article_id IS NOT NULL"):
            if (stage, version) in current:
                fresh.setdefault(article_id, set()).add(stage)
        for (article_id,) in self.query("SELECT article_id FROM found.article ORDER BY 1"):
            missing = wanted - fresh.get(article_id, set())
            if missing:
                yield self._page(article_id), frozenset(missing)

    def query(self, sql: str, parameters: list[Any] | None = None, /) -> list[tuple[Any, ...]]:
        return self._con.execute(sql, parameters or []).fetchall()

    # --- the door ---

    def add(self, read: ReadArticle) -> None:
        """Take in one article of one file. Where two files hold the article, the first path's reading counts, whatever came first."""
        capture, article_id = read.capture, read.article.article_id
        if (key := (capture.path, capture.raw_sha256, article_id)) not in self._added:  # the same file in two folders is one
            self._added.add(key)
            self._put("capture", [capture])
            self._put("known", [_KnownRow(entry, capture) for entry in read.known])
        standing = self._standing.get(article_id)
        if standing is not None:
            if standing < capture.path:
                return
            self.forget_articles([article_id])
        self._standing[article_id] = capture.path
        texts = {article_id: read.article.text}
        self._put("article", [read.article])
        self._put("block", read.page.blocks, texts)
        self._put("field", read.page.fields, texts)
        self._put("outcome", [Outcome(capture.path, article_id, "read", versions()["read"], "done", len(read.page.blocks), None)])
        self._add_stages(article_id, capture.path, texts, read.stages)
        if sum(map(len, self._pending.values())) > FLUSH_AT:
            self.flush()

    def renew(self, page: Page, results: Sequence[StageRows]) -> None:
        """Replace the rows of these stages for an article that is in the story."""
        self.flush()
        for result in results:
            self._con.execute(f"DELETE FROM found.{result.stage} WHERE article_id = ?", [page.article_id])
            self._con.execute("DELETE FROM found.outcome WHERE article_id = ? AND stage = ?", [page.article_id, result.stage])
        self._add_stages(page.article_id, self._standing[page.article_id], {page.article_id: page.text}, results)

    def add_failure(self, outcome: Outcome) -> None:
        """List a file that could not be read."""
        self._put("outcome", [outcome])

    def forget_failures(self, paths: Iterable[str]) -> None:
        """Files that are read again leave their old failures behind."""
        self._con.execute("DELETE FROM found.outcome WHERE article_id IS NULL AND path IN (SELECT unnest(?))", [list(paths)])

    def forget_capture(self, path: str, raw_sha256: str) -> None:
        """A file that was read again: what it gave before goes."""
        if (path, raw_sha256) not in self._captured:
            return
        self._captured.discard((path, raw_sha256))
        for table in ("capture", "known"):
            self._con.execute(f"DELETE FROM found.{table} WHERE path = ? AND raw_sha256 = ?", [path, raw_sha256])

    def keep_only(self, files: set[tuple[str, str]], names: set[str]) -> None:
        """Forget every file but these (path, raw_sha256) and failures of other names; articles that no file holds any more go at the end."""
        self.flush()
        self._con.execute("DELETE FROM found.outcome WHERE article_id IS NULL AND path NOT IN (SELECT unnest(?))", [sorted(names)])
        for path, raw in self.query("SELECT DISTINCT path, raw_sha256 FROM found.capture ORDER BY ALL"):
            if (path, raw) not in files:
                self.forget_capture(path, raw)

    def forget_left_behind(self, names: set[str]) -> list[str]:
        """Forget articles whose file is gone while another one of `names` holds them; the paths of those others, to be read again."""
        self.flush()
        rows = self.query(
            """
            SELECT article_id, min(c.path) FROM found.article a JOIN found.capture c USING (article_id)
            GROUP BY article_id, a.path HAVING NOT bool_or(c.path = a.path) ORDER BY 1
            """
        )
        again = [(article_id, path) for article_id, path in rows if path in names]
        self.forget_articles([article_id for article_id, _ in again])
        paths = {path for _, path in again}
        self._added = {key for key in self._added if key[0] not in paths}
        self._captured.update(row for row in self.query("SELECT path, raw_sha256 FROM found.capture") if row[0] in paths)
        return sorted(paths)

    def forget_articles(self, article_ids: Sequence[str]) -> None:
        self.flush()
        for name in (*found_tables(), "outcome"):
            if name not in ("capture", "known"):
                self._con.execute(f"DELETE FROM found.{name} WHERE article_id IN (SELECT unnest(?))", [list(article_ids)])
        for article_id in article_ids:
            self._standing.pop(article_id, None)

    def flush(self) -> None:
        """Write what is pending. Rows wait in memory so that the file sees few large writes instead of many small ones."""
        self._con.execute("BEGIN")
        for table, rows in self._pending.items():
            self._insert(table, rows)
        self._con.execute("COMMIT")
        self._pending.clear()

    def _add_stages(self, article_id: str, path: str, texts: Mapping[str, str], results: Iterable[StageRows]) -> None:
        """A row that fails the check fails its stage for that article, and only that."""
        for given in results:
            result = given
            try:
                self._put(given.stage, given.rows, texts)
            except EvidenceMismatch as error:
                result = replace(given, status="failed", rows=(), error=str(error))
            self._put("outcome", [Outcome(path, article_id, result.stage, result.version, result.status, len(result.rows), result.error)])

    def _put(self, table: str, rows: Sequence[Any], texts: Mapping[str, str] | None = None) -> None:
        if texts is not None:
            check_rows(rows, texts)
        self._pending.setdefault(table, []).extend(rows)

    # --- the end ---

    def publish(self, options: Mapping[str, Any], decisions: Sequence[Decision] | None) -> None:
        """Run the story stages and put the new file in the place of the old one. `decisions=None` keeps the stored ones."""
        self.flush()
        self._drop_orphans()
        given = self._stored_decisions() if decisions is None else list(decisions)
        for stage in STORY_PLAN:
            self._run(stage, given)
        self._views()
        models = {**versions(), **{f"story {stage.name}": str(stage.version) for stage in STORY_PLAN}}
        info = StoryInfo(f"{TOOL} {__version__}", SCHEMA_VERSION, json.dumps(models, sort_keys=True), json.dumps(options, sort_keys=True))
        self._create_table("main", "story", StoryInfo)
        self._insert("story", [info], "main")
        self._con.execute("USE memory")
        self._con.execute("DETACH story")  # checkpoints and closes
        os.replace(self._building, self.path)

    # --- inside ---

    def _check_target(self) -> None:
        if self.path.is_dir():
            raise NotOurs(f"{self.path}: is a folder. Give a file name for the story.")
        if self.path.exists():
            check_is_story(self.path)
        elif not self.path.parent.is_dir():
            raise NotOurs(f"{self.path.parent}: there is no such folder. Make it, or write the story elsewhere.")

    def _acquire(self) -> None:
        try:
            self._lock.acquire()
        except Timeout:
            raise StoryLocked(f"{self.path}: another build is writing this story. Wait until it ends, then try again.") from None

    def _close(self) -> None:
        if hasattr(self, "_con"):
            self._con.close()
        _remove(self._building)
        with suppress(OSError):
            os.unlink(self._lock.lock_file)  # while it is ours: who waits for it notices, and makes a new one
        self._lock.release()

    def _create(self) -> None:
        self._con.execute("CREATE SCHEMA found")
        old = self.path.exists()
        if old:
            self._con.execute(f"ATTACH '{_quoted(self.path)}' AS old (READ_ONLY)")
        for name, row in found_tables().items():
            self._create_table("found", name, row, KNOWN_EXTRA if name == "known" else ())
        self._create_table("found", "outcome", Outcome)
        self._create_table("main", "previous_decision", Decision)
        if old:
            for name in (*found_tables(), "outcome"):
                self._con.execute(f"INSERT INTO found.{name} BY NAME SELECT * FROM old.found.{name}")
            self._con.execute("INSERT INTO previous_decision SELECT * FROM old.decision")
            self._con.execute("DETACH old")

    def _create_table(self, schema_name: str, name: str, row: type[Any], extra: Sequence[str] = ()) -> None:
        self._con.register("shape", schema(row).empty_table())
        more = "".join(f", NULL::VARCHAR AS {column}" for column in extra)
        self._con.execute(f"CREATE TABLE {schema_name}.{name} AS SELECT *{more} FROM shape")
        self._con.unregister("shape")

    def _page(self, article_id: str) -> Page:
        article = from_cursor(Article, self._con.execute("SELECT * FROM found.article WHERE article_id = ?", [article_id]))[0]
        blocks = from_cursor(Block, self._con.execute("SELECT * FROM found.block WHERE article_id = ? ORDER BY span", [article_id]))
        fields = from_cursor(Metadata, self._con.execute("SELECT * FROM found.field WHERE article_id = ? ORDER BY ALL", [article_id]))
        return Page(article_id, article.text, article.language, article.url, tuple(blocks), tuple(fields))

    def _insert(self, table: str, rows: Sequence[Any], schema_name: str = "found") -> None:
        if not rows:
            return
        arrow = _known_table(rows) if table == "known" else to_arrow(type(rows[0]), rows)
        self._con.register("incoming", arrow)
        self._con.execute(f"INSERT INTO {schema_name}.{table} BY NAME SELECT * FROM incoming")
        self._con.unregister("incoming")

    def _drop_orphans(self) -> None:
        """Articles that no file holds any more, since what a person knows gave it another name."""
        self.forget_articles(
            [row[0] for row in self.query("SELECT article_id FROM found.article ANTI JOIN found.capture USING (article_id)")]
        )

    def _stored_decisions(self) -> list[Decision]:
        return from_cursor(Decision, self._con.execute("SELECT * FROM previous_decision ORDER BY ALL"))

    def _run(self, stage: StoryStage, given: Sequence[Decision]) -> None:
        made = stage.function(self.query, given)
        order = ", ".join(sort_key(stage.row))
        if isinstance(made, str):
            self._create_table("main", stage.name, stage.row)
            self._con.execute(f"INSERT INTO {stage.name} BY NAME SELECT * FROM ({made}) ORDER BY {order}")
            return
        rows = list(made)
        self._check_in_parts(rows)
        self._con.register("made", to_arrow(stage.row, rows))
        self._con.execute(f"CREATE TABLE {stage.name} AS SELECT * FROM made ORDER BY {order}")
        self._con.unregister("made")

    def _check_in_parts(self, rows: Sequence[Any]) -> None:
        """The door for a story stage's rows, with a bounded number of texts in memory."""
        by_article: dict[str, list[Any]] = {}
        for row in rows:
            by_article.setdefault(getattr(row, "article_id", None) or "", []).append(row)
        names = sorted(by_article)
        for start in range(0, len(names), TEXTS_AT_ONCE):
            part = names[start : start + TEXTS_AT_ONCE]
            texts = dict(self.query("SELECT article_id, text FROM found.article WHERE article_id IN (SELECT unnest(?))", [part]))
            for name in part:
                check_rows(by_article[name], texts)

    def _views(self) -> None:
        self._con.execute("DROP TABLE previous_decision")
        for name in PASSED_THROUGH:
            order = ", ".join(sort_key(found_tables()[name]))
            self._con.execute(f"CREATE VIEW {name} AS SELECT * FROM found.{name} SEMI JOIN article USING (article_id) ORDER BY {order}")


def check_is_story(path: Path) -> None:
    """Refuse what is no story of this version.

    Raises:
        NotAStory: with the remedy.
    """
    try:
        with duckdb.connect(str(path), read_only=True, config=READING) as con:
            row = next(iter(con.execute("SELECT tool, schema_version FROM main.story").fetchall()), None)
    except duckdb.Error:
        raise NotAStory(f"{path}: is not a story that Firsthand wrote. Give another name, or move the file away.") from None
    if row is None or not str(row[0]).startswith(TOOL):
        raise NotAStory(f"{path}: is not a story that Firsthand wrote. Give another name, or move the file away.")
    if row[1] != SCHEMA_VERSION:
        raise NotAStory(
            f"{path}: was written by {row[0]} with tables of version {row[1]}, not {SCHEMA_VERSION}. Build the story again from its articles."
        )


def _known_table(rows: Sequence[_KnownRow]) -> pa.Table:
    table = to_arrow(Metadata, [row.entry for row in rows])
    table = table.append_column("path", pa.array([row.capture.path for row in rows], pa.string()))
    return table.append_column("raw_sha256", pa.array([row.capture.raw_sha256 for row in rows], pa.string()))


def _remove(path: Path) -> None:
    for file in (path, path.with_name(path.name + ".wal")):
        with suppress(FileNotFoundError):
            file.unlink()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
