"""The one writer of a story file.

A build writes a new file beside the story and puts it in the story's place when it is whole: a reader never sees half a story, and a build that is
killed leaves the last good one. Rows come in through one door, `add`, which refuses those whose words are not at their spans.

The schema `found` keeps what each article alone gave, by stage; `main` is the story made from it, the public tables. Memory stays bounded: rows
wait in parts of FLUSH_AT, DuckDB has MEMORY and goes to disk beyond, story stages are read and written in parts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, ClassVar, Self

import duckdb
import pyarrow as pa
from filelock import FileLock, Timeout

from firsthand import __version__, unfinished
from firsthand.errors import EvidenceMismatch, NotAStory, NotOurs, StoryLocked
from firsthand.model import SCHEMA_VERSION, Article, Block, Capture, Decision, Metadata, Outcome, Page, StoryInfo
from firsthand.stages import STORY_PLAN, StageRows, StoryStage, found_tables, versions
from firsthand.tables import check_rows, from_cursor, schema, sort_key, to_arrow

# Older than the library's own default, so that other DuckDB clients can open a story.
STORAGE_VERSION = "v1.2.0"
# The smallest block that DuckDB knows: a story has many small tables, and each takes at least one block a column.
BLOCK_SIZE = 16384
TOOL = "firsthand"
# Public tables that article stages fill and no story stage changes: views, so that nothing is stored twice.
PASSED_THROUGH = ("block", "sentence", "quotation")
# `found.known` tells for each file what a person wrote about it; `found.outcome` of which bytes a failure is, where the rest of them was read.
KNOWN_EXTRA = ("path", "raw_sha256")
OUTCOME_EXTRA = ("raw_sha256",)
# What waits in memory before it is written: rows, and characters of text.
FLUSH_AT = 20_000
FLUSH_AT_TEXT = 8_000_000
# Rows of a story stage that are in memory at once, and pages that are read back for stages that run again.
ROWS_AT_ONCE = 5_000
PAGES_AT_ONCE = 200
# Files of which the story holds anything.
KNOWN_FILES = """
    SELECT path, raw_sha256 FROM found.capture UNION SELECT path, raw_sha256 FROM found.file
    UNION SELECT path, raw_sha256 FROM found.outcome WHERE raw_sha256 IS NOT NULL
"""
# MiB for DuckDB while articles are read, and while the story is made of them, when no other process is at work. What needs more gets twice as much.
MEMORY = 96
MEMORY_PUBLISHING = 256
MOST_MEMORY = 8192
THREADS = 2
# MiB of the journal after which it is worked into the file; by hand, so that want of memory there undoes no transaction.
JOURNAL = 16
# A stopped build that has read so many articles is kept to go on from; less is soon read again.
WORTH_KEEPING = 300
# As `view` opens a story: one process can have a file open in one way only.
READING: dict[str, Any] = {"enable_external_access": "false"}

Told = Callable[[int, int], None]


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
    path: str
    raw_sha256: str


@dataclass(frozen=True, slots=True)
class _OutcomeRow:
    entry: Outcome
    raw_sha256: str | None


@dataclass(frozen=True, slots=True)
class _FileRow:
    """A file that was read to its end, by which version of reading."""

    TABLE: ClassVar[str] = "file"

    path: str
    raw_sha256: str
    version: str


class _Asking:
    """How story stages ask (`align.query.Query`): the whole answer, or a part at a time."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def __call__(self, sql: str, parameters: list[Any] | None = None, /) -> list[tuple[Any, ...]]:
        return self._con.execute(sql, parameters or []).fetchall()

    def stream(self, sql: str, parameters: list[Any] | None = None, /) -> Iterator[tuple[Any, ...]]:
        cursor = self._con.cursor()  # what is asked meanwhile would end this answer
        try:
            cursor.execute("USE story")
            cursor.execute(sql, parameters or [])
            while part := cursor.fetchmany(ROWS_AT_ONCE // 5):
                yield from part
        finally:
            cursor.close()


class StoryWriter:
    """Writes one story; the only one at a time. Leave the `with` block without `publish()` and nothing has happened.

    `resumed` is the number of articles that a stopped build had read and that this one goes on from.
    """

    def __init__(self, path: Path, call: str = "") -> None:
        """`call` names what the build was asked for: only the same call goes on from what a stopped one has read."""
        self.path = path
        self._call = call
        self.resumed = 0
        self.continued = False
        self._beside = unfinished.Beside(path)
        self._lock = FileLock(self._beside.lock, timeout=0)
        self._pending: dict[str, list[Any]] = {}
        self._pending_text = 0
        self._waiting: set[str] = set()  # articles whose rows are pending
        self._going: dict[str, list[str]] = {}  # stage ("" for all) -> articles whose stored rows go before what is pending is written
        self._going_files: list[tuple[str, str]] = []
        self._files: set[tuple[str, bytes]] = set()  # files of which the story held captures when this build began
        self._stored: dict[int, str] = {}  # article -> the path whose reading counts
        self._read: dict[int, str] = {}  # the same, of this build
        self._added = 0
        self._taking_over = False  # whether a stopped build's file is being opened
        self._kept = False  # whether the half-built file is left for the next build
        self._old = False  # whether the story of before is attached as `old`

    def __enter__(self) -> Self:
        self._check_target()
        self._acquire()
        try:
            self._open()
        except BaseException as error:
            # told to stop while it looks at what a stopped build had kept: that stays
            self._kept = self._taking_over and (isinstance(error, KeyboardInterrupt) or "interrupt" in str(error).lower())
            self._close()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        try:
            if isinstance(value, KeyboardInterrupt):
                with suppress(duckdb.Error, OSError):
                    self._keep(value)
        finally:
            self._close()

    # --- what is there already ---

    def files(self) -> Iterator[tuple[str, str, bool]]:
        """Files that the story holds: path, raw_sha256, and whether this version read them to the end and every article is there."""
        return iter(
            self.query(
                """
                SELECT c.path, c.raw_sha256, bool_and(a.article_id IS NOT NULL) AND bool_or(f.version IS NOT NULL)
                FROM found.capture c LEFT JOIN found.article a USING (article_id)
                LEFT JOIN found.file f ON f.path = c.path AND f.raw_sha256 = c.raw_sha256 AND f.version = $1
                GROUP BY 1, 2 UNION ALL
                SELECT path, raw_sha256, true FROM found.file f ANTI JOIN found.capture c USING (path, raw_sha256) WHERE f.version = $1
                ORDER BY ALL
                """,
                [versions()["read"]],
            )
        )

    def known(self) -> dict[tuple[str, str], dict[str, str]]:
        """What a person wrote, as stored: (path, raw_sha256) -> field -> value."""
        stored: dict[tuple[str, str], dict[str, str]] = {}
        for path, raw, field, value in self.query("SELECT path, raw_sha256, field, value FROM found.known"):
            stored.setdefault((path, raw), {})[field] = value
        return stored

    def stale(self, wanted: frozenset[str]) -> Iterator[tuple[Page, frozenset[str]]]:
        """Articles whose rows of `wanted` stages are missing or an older version's, with those stages: they run again on the stored text."""
        self.flush()
        current = [f"{stage} {version}" for stage, version in versions().items() if stage in wanted]
        rows = self.query(
            """
            SELECT article_id, list(o.stage) FROM found.article a
            LEFT JOIN (SELECT DISTINCT article_id, stage FROM found.outcome WHERE concat(stage, ' ', version) IN (SELECT unnest(?))) o
            USING (article_id) GROUP BY 1 HAVING count(o.stage) < ? ORDER BY 1
            """,
            [current, len(current)],
        )
        for start in range(0, len(rows), PAGES_AT_ONCE):
            part = {article_id: wanted - set(fresh) for article_id, fresh in rows[start : start + PAGES_AT_ONCE]}
            yield from ((page, part[page.article_id]) for page in self._pages(sorted(part)))

    def failures(self) -> list[Outcome]:
        """What could not be read, of all that the story was built from."""
        return from_cursor(Outcome, self._con.execute("SELECT * FROM found.outcome WHERE article_id IS NULL ORDER BY ALL"))

    def query(self, sql: str, parameters: list[Any] | None = None, /) -> list[tuple[Any, ...]]:
        return self._con.execute(sql, parameters or []).fetchall()

    # --- the door ---

    def add(self, read: ReadArticle) -> None:
        """Take in one article of one file. Where two files hold the article, the first path's reading counts, whatever came first."""
        path, raw, article_id = read.capture.path, read.capture.raw_sha256, read.article.article_id
        self._put("capture", [read.capture])
        self._put("known", [_KnownRow(entry, path, raw) for entry in read.known])
        number = int(article_id, 16)
        before = self._read.get(number)
        if before is not None and (before < path or (before == path and read.capture.place is not None)):
            return  # in one file of several, the first place counts
        stored = self._stored.get(number)
        if before is None and stored is not None and stored < path:
            return
        if before is not None or stored is not None:
            self.forget_articles([article_id])
        self._read[number] = path
        self._added += 1
        texts = {article_id: read.article.text}
        self._waiting.add(article_id)
        self._pending_text += len(read.article.text)
        self._put("article", [read.article])
        self._put("block", read.page.blocks, texts)
        self._put("field", read.page.fields, texts)
        self._put_outcome(Outcome(path, article_id, "read", versions()["read"], "done", len(read.page.blocks), None))
        self._add_stages(article_id, path, texts, read.stages)

    def renew(self, page: Page, results: Sequence[StageRows]) -> None:
        """Replace the rows of these stages for an article that is in the story."""
        if page.article_id in self._waiting:
            self.flush()
        for result in results:
            self._going.setdefault(result.stage, []).append(page.article_id)
        self._waiting.add(page.article_id)
        path = self._read.get(int(page.article_id, 16)) or self._stored[int(page.article_id, 16)]
        self._add_stages(page.article_id, path, {page.article_id: page.text}, results)

    def add_file(self, path: str, raw_sha256: str) -> None:
        """List a file as read to its end, after its articles: it is not read again while its bytes stay."""
        self._put("file", [_FileRow(path, raw_sha256, versions()["read"])])

    def add_failure(self, outcome: Outcome, raw_sha256: str | None = None) -> None:
        """List what could not be read; with `raw_sha256` where the rest of the file was, so that the failure stays as long as those bytes."""
        self._put_outcome(outcome, raw_sha256)

    def forget_failures(self, paths: Iterable[str]) -> None:
        """Files that are read again leave their old failures behind; what fails in a file that was read to its end stays with it."""
        self._con.execute(
            "DELETE FROM found.outcome WHERE article_id IS NULL AND raw_sha256 IS NULL AND path IN (SELECT unnest(?))", [list(paths)]
        )

    def forget_file(self, path: str, raw_sha256: str) -> None:
        """A file that is read again: what it gave before goes."""
        key = (path, bytes.fromhex(raw_sha256))
        if key in self._files:
            self._files.discard(key)
            self._going_files.append((path, raw_sha256))

    def places(self, path: str, raw_sha256: str) -> set[str]:
        """Where in a file of many articles this version of reading has been already: a build that was stopped inside it goes on from there."""
        self.flush()
        rows = self.query(
            """
            SELECT place FROM found.capture JOIN (SELECT article_id FROM found.outcome WHERE stage = 'read' AND version = $3) USING (article_id)
            WHERE path = $1 AND raw_sha256 = $2 AND place IS NOT NULL UNION
            SELECT place FROM found.outcome WHERE article_id IS NULL AND path = $1 AND raw_sha256 = $2 AND version = $3 AND place IS NOT NULL
            """,
            [path, raw_sha256, versions()["read"]],
        )
        own = """
            SELECT article_id FROM found.article a SEMI JOIN found.capture c
            ON c.article_id = a.article_id AND c.path = a.path AND c.raw_sha256 = $2 AND c.place IS NOT NULL WHERE a.path = $1
        """
        # the first place in these bytes counts, also where the build that read it was stopped
        self._read.update((int(row[0], 16), path) for row in self.query(own, [path, raw_sha256]))
        return {row[0] for row in rows}

    def keep_only(self, files: Mapping[str, Sequence[str]], names: set[str]) -> None:
        """Forget every file but these (path -> raw_sha256) and failures of other names; articles that no file holds any more go at the end."""
        self.flush()
        self._con.execute("DELETE FROM found.outcome WHERE article_id IS NULL AND path NOT IN (SELECT unnest(?))", [sorted(names)])
        rows = self.query("SELECT path, raw_sha256 FROM found.capture UNION SELECT path, raw_sha256 FROM found.file ORDER BY ALL")
        self._going_files.extend((path, raw) for path, raw in rows if raw not in files.get(path, ()))
        self.flush()

    def forget_unseen(self, files: Mapping[str, Sequence[str]]) -> None:
        """Failures inside bytes that a file of `files` (path -> raw_sha256) no longer has; and what only a stopped build had read."""
        self.flush()
        old = self.query(
            "SELECT DISTINCT path, raw_sha256 FROM found.outcome WHERE article_id IS NULL AND raw_sha256 IS NOT NULL ORDER BY ALL"
        )
        for path, raw in old:
            if path in files and raw not in files[path]:
                self._con.execute("DELETE FROM found.outcome WHERE article_id IS NULL AND path = ? AND raw_sha256 = ?", [path, raw])
        if self.continued:
            unseen = [(path, raw) for path, raw in unfinished.unpublished(self._con) if raw not in files.get(path, ())]
            unfinished.forget_unpublished(self._con, unseen)

    def left_behind(self) -> list[tuple[str, str]]:
        """Articles whose file is gone while another one holds them: (article_id, path of that other one)."""
        self.flush()
        return [
            (article_id, path)
            for article_id, path in self.query(
                """
                SELECT article_id, min(c.path) FROM found.article a JOIN found.capture c USING (article_id)
                GROUP BY article_id, a.path HAVING NOT bool_or(c.path = a.path) ORDER BY 1
                """
            )
        ]

    def forget_left_behind(self, names: set[str]) -> list[str]:
        """Forget those articles, where the other file is one of `names`; its paths, to be read again."""
        rows = self.left_behind()
        again = [(article_id, path) for article_id, path in rows if path in names]
        self.forget_articles([article_id for article_id, _ in again])
        self.flush()
        paths = {path for _, path in again}
        self._files.update(
            (path, bytes.fromhex(raw)) for path, raw in self.query("SELECT path, raw_sha256 FROM found.capture") if path in paths
        )
        if self.continued and self._old:
            unfinished.restore(self._con, [article_id for article_id, path in rows if path not in names])
        return sorted(paths)

    def forget_articles(self, article_ids: Sequence[str]) -> None:
        if not self._waiting.isdisjoint(article_ids):
            self.flush()
        self._going.setdefault("", []).extend(article_ids)
        for article_id in article_ids:
            self._stored.pop(int(article_id, 16), None)
            self._read.pop(int(article_id, 16), None)

    def flush(self) -> None:
        """Write what is pending, whole articles in one transaction. Rows wait in memory so that the file sees few large writes."""
        if not (self._pending or self._going or self._going_files):
            return
        # taken out first: a stop that is heard when they are written already must not write them again
        rows, going, files = self._pending, self._going, self._going_files
        self._pending, self._going, self._going_files = {}, {}, []
        self._pending_text = 0
        self._waiting = set()
        self._with_memory(lambda: self._write(rows, going, files))
        journal = self._beside.building.with_name(self._beside.building.name + ".wal")
        if journal.exists() and journal.stat().st_size > JOURNAL * 2**20:
            self._with_memory(lambda: self._con.execute("CHECKPOINT story"))

    def _write(self, pending: Mapping[str, Sequence[Any]], going: Mapping[str, Sequence[str]], files: Sequence[tuple[str, str]]) -> None:
        self._con.execute("BEGIN")
        for stage, article_ids in going.items():
            tables = [name for name in (*found_tables(), "outcome") if name not in unfinished.BY_FILE] if not stage else [stage]
            for name in tables:
                self._con.execute(f"DELETE FROM found.{name} WHERE article_id IN (SELECT unnest(?))", [article_ids])
            if stage:
                self._con.execute("DELETE FROM found.outcome WHERE stage = ? AND article_id IN (SELECT unnest(?))", [stage, article_ids])
        if files:
            self._forget_files_now(files)
        for table, rows in pending.items():
            self._insert(table, rows)
        self._con.execute("COMMIT")

    def _forget_files_now(self, files: Sequence[tuple[str, str]]) -> None:
        gone = pa.table({"path": [path for path, _ in files], "raw_sha256": [raw for _, raw in files]})
        self._con.register("gone", gone)
        for table in ("capture", "known", "file", "outcome"):
            self._con.execute(
                f"DELETE FROM found.{table} t WHERE EXISTS (SELECT 1 FROM gone g WHERE g.path = t.path AND g.raw_sha256 = t.raw_sha256)"
            )
        self._con.unregister("gone")

    def settle(self) -> None:
        """Between two files, or two items of one: write what is pending where it has become much. What is written is whole, so a build can go on from it."""
        if self._pending_text > FLUSH_AT_TEXT or sum(map(len, self._pending.values())) > FLUSH_AT:
            self.flush()

    def _add_stages(self, article_id: str, path: str, texts: Mapping[str, str], results: Iterable[StageRows]) -> None:
        """A row that fails the check fails its stage for that article, and only that."""
        for given in results:
            result = given
            try:
                self._put(given.stage, given.rows, texts)
            except EvidenceMismatch as error:
                result = replace(given, status="failed", rows=(), error=str(error))
            self._put_outcome(Outcome(path, article_id, result.stage, result.version, result.status, len(result.rows), result.error))

    def _put_outcome(self, outcome: Outcome, raw_sha256: str | None = None) -> None:
        self._put("outcome", [_OutcomeRow(outcome, raw_sha256)])

    def _put(self, table: str, rows: Sequence[Any], texts: Mapping[str, str] | None = None) -> None:
        if texts is not None:
            check_rows(rows, texts)
        if rows:
            self._pending.setdefault(table, []).extend(rows)

    # --- the end ---

    def publish(
        self,
        options: Mapping[str, Any],
        decisions: Sequence[Decision] | None,
        told: Told | None = None,
        last: Callable[[], None] | None = None,
    ) -> None:
        """Run the story stages and put the new file in the place of the old one. `decisions=None` keeps the stored ones.

        `told(done, total)` hears after each stage; `last()` when nothing is left but to put the file in its place.
        """
        self.flush()
        self._set_memory(MEMORY_PUBLISHING)
        self._stored.clear()
        self._read.clear()
        self._drop_orphans()
        self._tidy()
        given = self._stored_decisions() if decisions is None else list(decisions)
        if told is not None:
            told(0, len(STORY_PLAN))
        for number, stage in enumerate(STORY_PLAN, start=1):
            self._run(stage, given)
            if told is not None:
                told(number, len(STORY_PLAN))
        self._views()
        models = {**versions(), **{f"story {stage.name}": str(stage.version) for stage in STORY_PLAN}}
        info = StoryInfo(f"{TOOL} {__version__}", SCHEMA_VERSION, json.dumps(models, sort_keys=True), json.dumps(options, sort_keys=True))
        self._create_table("main", "story", StoryInfo)
        self._insert("story", [info], "main")
        if self._old:
            self._con.execute("DETACH old")
        self._con.execute("CHECKPOINT story")
        if last is not None:
            last()
        self._con.execute(f"DROP TABLE {unfinished.MARK}")  # from here on it is a story, and no build to go on from
        self._con.execute("USE memory")
        self._con.execute("DETACH story")  # checkpoints and closes
        os.replace(self._beside.building, self.path)
        _sync(self.path.parent)

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

    def _open(self) -> None:
        base = unfinished.identity(self.path)
        self._beside.remove_spill()  # a killed build's, as the lock is ours now
        self._connect()
        self._taking_over = self._beside.building.exists()
        goes_on = self._taking_over and self._go_on(base)
        self._taking_over = False
        if not goes_on:
            self._beside.remove_building()
            self._attach()
            self._create(base)
        self._files.update((path, bytes.fromhex(raw)) for path, raw in self.query(KNOWN_FILES))
        self._stored.update((int(name, 16), path) for name, path in self.query("SELECT article_id, path FROM found.article"))

    def _connect(self) -> None:
        self._con = duckdb.connect()
        self._set_memory(MEMORY)
        self._con.execute("SET wal_autocheckpoint = '1TB'")
        self._con.execute(f"SET threads = {THREADS}")
        self._con.execute(f"SET temp_directory = '{_quoted(self._beside.spill)}'")
        self._con.execute("SET preserve_insertion_order = true")

    def _attach(self) -> None:
        options = f"STORAGE_VERSION '{STORAGE_VERSION}', BLOCK_SIZE {BLOCK_SIZE}"
        self._con.execute(f"ATTACH '{_quoted(self._beside.building)}' AS story ({options})")
        self._con.execute("USE story")

    def _attach_old(self) -> None:
        self._old = self.path.exists()
        if self._old:
            self._con.execute(f"ATTACH '{_quoted(self.path)}' AS old (READ_ONLY)")

    def _go_on(self, base: str) -> bool:
        """Take over the half-built file of a stopped build; False where it cannot be, or is not worth it."""
        try:
            self._attach()
            if not unfinished.fits(self._con, f"{base} {self._call}"):
                raise duckdb.Error("made by others, or on another story")
            self._attach_old()
            unfinished.clear_story(self._con)
            self._create_table("main", "previous_decision", Decision)
            unfinished.remember(self._con, old=self._old)
            if self._old:
                unfinished.mend(self._con)
                self._con.execute("INSERT INTO previous_decision BY NAME SELECT * FROM old.decision")
            self.resumed = int(self.query(f"SELECT count(*) FROM ({unfinished.NEW})")[0][0])
            self.continued = True
        except duckdb.Error:
            self._con.close()
            self._old = False
            self._connect()
            return False
        return True

    def _keep(self, stopped: BaseException) -> None:
        """Leave the half-built file for the next build, where it holds enough."""
        if self.resumed + self._added < WORTH_KEEPING:
            return
        with suppress(duckdb.Error):
            self._con.execute("ROLLBACK")  # of what was interrupted: it is read again
        self.flush()
        count = int(self.query(f"SELECT count(*) FROM ({unfinished.NEW})")[0][0])
        self._kept = bool(self.query("SELECT 1 FROM duckdb_tables() WHERE schema_name = 'found' AND table_name = 'unfinished'"))
        if self._kept:
            stopped.add_note(f"{count:,} articles that were read are kept; the same command goes on from there.")

    def _close(self) -> None:
        if hasattr(self, "_con"):
            self._con.close()
        if not self._kept:
            self._beside.remove_building()
        self._beside.remove_spill()
        with suppress(OSError):
            os.unlink(self._lock.lock_file)  # while it is ours: who waits for it notices, and makes a new one
        self._lock.release()

    def _create(self, base: str) -> None:
        self._con.execute("CREATE SCHEMA found")
        self._attach_old()
        for name, row in found_tables().items():
            self._create_table("found", name, row, KNOWN_EXTRA if name == "known" else ())
        self._create_table("found", "outcome", Outcome, OUTCOME_EXTRA)
        self._create_table("found", "file", _FileRow)
        self._create_table("main", "previous_decision", Decision)
        if self._old:
            present = {
                row[0] for row in self.query("SELECT table_name FROM duckdb_tables() WHERE database_name = 'old' AND schema_name = 'found'")
            }
            for name in (*found_tables(), "outcome", "file"):
                if name in present:
                    self._con.execute(f"INSERT INTO found.{name} BY NAME SELECT * FROM old.found.{name}")
            if "file" not in present:  # a story of before
                read = "SELECT article_id, version FROM found.outcome WHERE stage = 'read'"
                self._con.execute(
                    f"INSERT INTO found.file SELECT DISTINCT path, raw_sha256, version FROM found.capture JOIN ({read}) USING (article_id)"
                )
            self._con.execute("INSERT INTO previous_decision BY NAME SELECT * FROM old.decision")
            self._con.execute("DETACH old")
            self._old = False
        unfinished.remember(self._con, old=self._old)
        unfinished.mark(self._con, f"{base} {self._call}")

    def _create_table(self, schema_name: str, name: str, row: type[Any], extra: Sequence[str] = ()) -> None:
        self._con.register("shape", schema(row).empty_table())
        more = "".join(f", NULL::VARCHAR AS {column}" for column in extra)
        self._con.execute(f"CREATE TABLE {schema_name}.{name} AS SELECT *{more} FROM shape")
        self._con.unregister("shape")

    def _pages(self, article_ids: Sequence[str]) -> Iterator[Page]:
        """Stored articles as reading gave them, in the order of their names."""
        which = "WHERE article_id IN (SELECT unnest(?)) ORDER BY article_id"
        blocks = self._by_article(Block, f"SELECT * FROM found.block {which}, span", article_ids)
        fields = self._by_article(Metadata, f"SELECT * FROM found.field {which}, field, value, span, words, rule", article_ids)
        for name, text, language, url in self.query(
            f"SELECT article_id, text, language, url FROM found.article {which}", [list(article_ids)]
        ):
            yield Page(name, text, language, url, tuple(blocks.get(name, ())), tuple(fields.get(name, ())))

    def _by_article(self, row: type[Any], sql: str, article_ids: Sequence[str]) -> dict[str, list[Any]]:
        rows = from_cursor(row, self._con.execute(sql, [list(article_ids)]))
        return {name: list(group) for name, group in groupby(rows, key=lambda one: one.article_id)}

    def _insert(self, table: str, rows: Sequence[Any], schema_name: str = "found") -> None:
        if not rows:
            return
        self._con.register("incoming", _arrow(rows))
        self._con.execute(f"INSERT INTO {schema_name}.{table} BY NAME SELECT * FROM incoming")
        self._con.unregister("incoming")

    def _drop_orphans(self) -> None:
        """Articles that no file holds any more, since what a person knows gave it another name."""
        orphans = [row[0] for row in self.query("SELECT article_id FROM found.article ANTI JOIN found.capture USING (article_id)")]
        if orphans:
            self.forget_articles(orphans)
            self.flush()

    def _tidy(self) -> None:
        """The same file in two folders is one; texts and blocks stand in the order of articles, so that a part of them is found without reading all."""
        for table in ("capture", "known", "file"):
            if self.query(f"SELECT * FROM found.{table} GROUP BY ALL HAVING count(*) > 1 LIMIT 1"):
                self._rewrite("found", table, f"SELECT DISTINCT * FROM found.{table}")
        self._rewrite("found", "article", "SELECT * FROM found.article ORDER BY article_id")
        self._rewrite("found", "block", "SELECT * FROM found.block ORDER BY article_id")

    def _rewrite(self, schema_name: str, table: str, sql: str) -> None:
        """Put what `sql` gives in the place of the table."""

        def rewrite() -> None:
            self._con.execute("BEGIN")
            self._con.execute(f"CREATE TABLE {schema_name}.rewritten AS {sql}")
            self._con.execute(f"DROP TABLE {schema_name}.{table}")
            self._con.execute(f"ALTER TABLE {schema_name}.rewritten RENAME TO {table}")
            self._con.execute("COMMIT")

        self._with_memory(rewrite)

    def _with_memory(self, work: Callable[[], object]) -> None:
        """Do `work`; where DuckDB finds its memory too small even with the disk to go to, again with twice as much."""
        while True:
            try:
                work()
            except duckdb.OutOfMemoryException:
                with suppress(duckdb.Error):
                    self._con.execute("ROLLBACK")
                if self._memory > MOST_MEMORY:
                    raise
                self._set_memory(self._memory * 2)
            else:
                return

    def _set_memory(self, mebibytes: int) -> None:
        self._memory = mebibytes
        self._con.execute(f"SET memory_limit = '{mebibytes}MiB'")

    def _stored_decisions(self) -> list[Decision]:
        return from_cursor(Decision, self._con.execute("SELECT * FROM previous_decision ORDER BY ALL"))

    def _run(self, stage: StoryStage, given: Sequence[Decision]) -> None:
        """A stage that adds to a table that is there makes one of its own first."""
        table, name = stage.row.TABLE, self._table_of(stage)
        self._con.execute(f"DROP TABLE IF EXISTS main.{name}")
        self._with_memory(lambda: self._run_once(stage, given))
        if name != table:
            both = f"SELECT * FROM main.{table} UNION ALL BY NAME SELECT * FROM main.{name}"
            self._rewrite("main", table, f"SELECT * FROM ({both}) ORDER BY {', '.join(sort_key(stage.row))}")
            self._con.execute(f"DROP TABLE main.{name}")

    def _table_of(self, stage: StoryStage) -> str:
        return stage.row.TABLE if stage.name == stage.row.TABLE else "added"

    def _run_once(self, stage: StoryStage, given: Sequence[Decision]) -> None:
        name = self._table_of(stage)
        made = stage.function(_Asking(self._con), given)
        order = ", ".join(sort_key(stage.row))
        self._con.execute(f"DROP TABLE IF EXISTS main.{name}")
        self._create_table("main", name, stage.row)
        if isinstance(made, str):
            self._con.execute(f"INSERT INTO main.{name} BY NAME SELECT * FROM ({made}) ORDER BY {order}")
            return
        last: tuple[Any, ...] | None = None
        in_order = True
        for part in _parts(made, ROWS_AT_ONCE):
            self._check(part)
            self._insert(name, part, "main")
            for key in map(_key, part):
                in_order = in_order and (last is None or last <= key)
                last = key
        if not in_order:
            self._rewrite("main", name, f"SELECT * FROM main.{name} ORDER BY {order}")

    def _check(self, rows: Sequence[Any]) -> None:
        """The door for a story stage's rows, with the texts of these rows in memory."""
        names = sorted({name for row in rows for name in _articles_of(row)})
        which = "article_id BETWEEN ? AND ? AND article_id IN (SELECT unnest(?))"
        sql = f"SELECT article_id, text FROM found.article WHERE {which}"
        check_rows(rows, dict(self.query(sql, [names[0], names[-1], names])) if names else {})

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


def _arrow(rows: Sequence[Any]) -> pa.Table:
    """Rows as a table; those of `found` that carry a column more than their public type, with it."""
    first = rows[0]
    if not isinstance(first, _KnownRow | _OutcomeRow):
        return to_arrow(type(first), rows)
    table = to_arrow(type(first.entry), [row.entry for row in rows])
    extra = KNOWN_EXTRA if isinstance(first, _KnownRow) else OUTCOME_EXTRA
    for name in extra:
        table = table.append_column(name, pa.array([getattr(row, name) for row in rows], pa.string()))
    return table


def _parts(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    part: list[Any] = []
    for row in rows:
        part.append(row)
        if len(part) >= size:
            yield part
            part = []
    if part:
        yield part


def _articles_of(row: Any) -> set[str]:
    """The articles on whose words the row stands."""
    own = getattr(row, "article_id", None)
    pieces = getattr(row, "evidence", ())
    names = {getattr(piece, "article_id", own) for piece in pieces} | ({own} if getattr(row, "span", None) is not None else set())
    return {name for name in names if name is not None}


def _key(row: Any) -> tuple[Any, ...]:
    """The row's key, in the order that `ORDER BY` gives: absent values last."""
    return tuple((value is None, value) for value in (getattr(row, name) for name in row.KEY))


def _sync(folder: Path) -> None:
    """Make the new name last through a power cut, where the system can."""
    with suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
