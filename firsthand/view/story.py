"""An open story: the named questions of `queries`, asked of one file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Self, Unpack

import duckdb

from firsthand.errors import NotAStory, StoryLocked
from firsthand.model import SCHEMA_VERSION, TABLES, Credit, Decision, Outcome, StoryInfo
from firsthand.view import queries
from firsthand.view.answers import ArticleView, Asked, Brief, Counted, Dated, Overview, Pile, Place, Quote, Speaker, UnreadView, Version
from firsthand.view.sourcing_map import SourcingMap

BUILD = "Build one with: firsthand build PATH... --store story.duckdb"


class Story:
    """A story file, opened to be read. Use it in a `with` block, or close it.

    Every method is the function of the same name in `queries`, which says what it answers.
    """

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self._quotes: list[Quote] | None = None
        self._speakers: list[Speaker] | None = None
        self._map: SourcingMap | None = None

    @classmethod
    def open(cls, path: str | Path) -> Story:
        """Open the story at `path`.

        Raises:
            NotAStory: there is no story there, or a newer Firsthand wrote it.
            StoryLocked: a build is writing it.
        """
        con = _connect(Path(path))
        try:
            _check(con, Path(path))
        except BaseException:
            con.close()
            raise
        return cls(con)

    def close(self) -> None:
        self.con.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def info(self) -> StoryInfo:
        return queries.info(self.con)

    def overview(self) -> Overview:
        return queries.overview(self.con)

    def articles(self, *, sentences_of: Iterable[str] | None = None) -> list[ArticleView]:
        return queries.articles(self.con, sentences_of=sentences_of)

    def quotes(self) -> list[Quote]:
        if self._quotes is None:  # a story that is open does not change
            self._quotes = queries.quotes(self.con)
        return self._quotes

    def speakers(self) -> list[Speaker]:
        if self._speakers is None:
            self._speakers = queries.speakers(self.con, self.quotes())
        return self._speakers

    def who(self, **asked: Unpack[Asked]) -> list[Speaker]:
        return queries.who(self.speakers(), **asked)

    def unread(self, *, article: str | None = None) -> list[UnreadView]:
        return queries.unread(self.con, article=article)

    def timeline(self, *, outlet: str | None = None, article: str | None = None) -> list[Dated]:
        return queries.timeline(self.con, outlet=outlet, article=article)

    def quantities(self, *, outlet: str | None = None, article: str | None = None) -> list[Counted]:
        return queries.quantities(self.con, outlet=outlet, article=article)

    def sourcing_map(self) -> SourcingMap:
        if self._map is None:
            self._map = queries.sourcing_map(self.con)
        return self._map

    def credited(self) -> list[tuple[Credit, Place]]:
        return queries.credited(self.con)

    def outcomes(self) -> list[Outcome]:
        return queries.outcomes(self.con)

    def decisions(self) -> list[Decision]:
        return queries.decisions(self.con)

    def versions(self) -> list[Version]:
        return queries.versions(self.con)

    def pile(self) -> Pile:
        return queries.pile(self.con)

    def brief(self) -> Brief:
        return queries.brief(self.con, self.speakers())


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise NotAStory(f"{path}: there is no such file. {BUILD}")
    try:
        # a story file comes from elsewhere: nothing in it may reach out of it
        return duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"})
    except duckdb.Error as error:
        if "lock" in str(error).lower():
            raise StoryLocked(f"{path}: another program is writing it. Wait until it has finished.") from error
        raise NotAStory(f"{path}: this is no story file. {BUILD}") from error


def options(path: Path) -> dict[str, Any]:
    """The options with which a story was made; an older Firsthand's story, which lacks tables of today, has them too.

    Raises:
        StoryLocked, NotAStory: naming the file and the remedy.
    """
    with _connect(path) as con:
        _check_version(con, path)
        found: dict[str, Any] = json.loads(con.execute("SELECT options FROM story").fetchall()[0][0])
        return found


def _check(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    present = _check_version(con, path)
    missing = [row_type.TABLE for row_type in TABLES if row_type.TABLE not in present]
    if missing:
        raise NotAStory(f"{path}: the story lacks {', '.join(missing)}. Build it again from its articles.")


def _check_version(con: duckdb.DuckDBPyConnection, path: Path) -> set[str]:
    """The names of the story's tables."""
    sql = "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
    present = {name for (name,) in con.execute(sql).fetchall()}
    found = con.execute("SELECT max(schema_version) FROM story").fetchall() if "story" in present else []
    version = found[0][0] if found else None
    if version is None:
        raise NotAStory(f"{path}: this is a database, but no story. {BUILD}")
    if version > SCHEMA_VERSION:
        raise NotAStory(f"{path}: a newer Firsthand wrote it (tables {version}, this one knows {SCHEMA_VERSION}). Update Firsthand.")
    return present
