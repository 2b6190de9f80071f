"""A story under construction with a few articles, for the stages that look for what they share."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from firsthand.align.derivation import derivations
from firsthand.align.reuse import reuse
from firsthand.model import Credit, Derivation, Reuse, Span
from firsthand.tables import check_rows, to_arrow

SPAN = 'STRUCT("start" INTEGER, "end" INTEGER)'


class Story:
    """Articles by id; words between `“` and `”` are quoted, lines that begin with `Share` are furniture."""

    def __init__(self, texts: Mapping[str, str], outlets: Mapping[str, str] | None = None, dates: Mapping[str, str] | None = None) -> None:
        self.texts = dict(texts)
        self.con = duckdb.connect()
        self.con.execute("CREATE SCHEMA found")
        self.con.execute(
            "CREATE TABLE article (article_id VARCHAR, outlet VARCHAR, text VARCHAR, published_earliest TIMESTAMP, published_latest TIMESTAMP, "
            "byline VARCHAR, url VARCHAR)"
        )
        self.con.execute(f"CREATE TABLE furniture (article_id VARCHAR, span {SPAN}, kind VARCHAR)")
        self.con.execute(f"CREATE TABLE found.quotation (article_id VARCHAR, content_spans {SPAN}[], depth INTEGER, closed BOOLEAN)")
        self.con.execute("CREATE TABLE link (kind VARCHAR, judgement VARCHAR, id_a VARCHAR, id_b VARCHAR)")
        for name, text in texts.items():
            when = dt.datetime.fromisoformat((dates or {})[name]) if name in (dates or {}) else None
            self.con.execute("INSERT INTO article VALUES (?, ?, ?, ?, ?, NULL, NULL)", [name, (outlets or {}).get(name), text, when, when])
            for match in re.finditer("“([^”]*)”", text):
                span = {"start": match.start(1), "end": match.end(1)}
                self.con.execute("INSERT INTO found.quotation VALUES (?, ?, 0, true)", [name, [span]])
            for match in re.finditer("^Share.*", text, re.MULTILINE):
                self.con.execute("INSERT INTO furniture VALUES (?, ?, NULL)", [name, {"start": match.start(), "end": match.end()}])

    def __call__(self, sql: str, parameters: list[Any] | None = None, /) -> list[tuple[Any, ...]]:
        return self.con.execute(sql, parameters or []).fetchall()

    def stream(self, sql: str, parameters: list[Any] | None = None, /) -> Iterator[tuple[Any, ...]]:
        yield from self(sql, parameters)

    def reuse(self) -> list[Reuse]:
        rows = list(reuse(self, ()))
        check_rows(rows, self.texts)
        return rows

    def credits(self, rows: Sequence[Credit]) -> None:
        self._table("credit", to_arrow(Credit, rows))

    def derivations(self) -> list[Derivation]:
        self._table("reuse", to_arrow(Reuse, self.reuse()))
        rows = list(derivations(self, ()))
        check_rows(rows, self.texts)
        return rows

    def _table(self, name: str, rows: pa.Table) -> None:
        self.con.register("rows", rows)
        self.con.execute(f"CREATE OR REPLACE TABLE {name} AS SELECT * FROM rows")
        self.con.unregister("rows")


def words_of(text: str, span: Span) -> str:
    return text[span.start : span.end]
