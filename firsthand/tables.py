"""Rows of the model as Arrow tables and back, and the check that every row stands on exact words."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeVar

from firsthand.errors import EvidenceMismatch
from firsthand.model import Evidence, Passage, Span, finding_id

if TYPE_CHECKING:
    import pyarrow as pa

R = TypeVar("R")


def columns(row_type: type[Any]) -> dict[str, Any]:
    """Column names with their Python types, `None` stripped, in the order of the table."""
    return _columns(typing.cast("Hashable", row_type))


@cache
def _columns(row_type: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(row_type)
    return {f.name: _bare(hints[f.name]) for f in dataclasses.fields(row_type)}


def schema(row_type: type[Any]) -> pa.Schema:
    import pyarrow as pa  # half a second, which showing a story need not pay: so in the functions that make Arrow tables

    return pa.schema([(name, _arrow_type(kind)) for name, kind in columns(row_type).items()])


def to_arrow(row_type: type[R], rows: Iterable[R]) -> pa.Table:
    import pyarrow as pa

    listed = list(rows)
    wanted = schema(row_type)
    kinds = columns(row_type)
    # most values are as Arrow wants them
    data = {
        name: [_plain(getattr(row, name)) for row in listed] if _made_of(kinds[name]) else [getattr(row, name) for row in listed]
        for name in wanted.names
    }
    return pa.table(data, schema=wanted)


def from_dicts(row_type: type[R], dicts: Iterable[Mapping[str, Any]]) -> list[R]:
    revivers = _revivers(row_type)
    return [row_type(*[item.get(name) if made is None else made(item.get(name)) for name, made in revivers]) for item in dicts]


class Cursor(Protocol):
    """What a database gives for a query."""

    @property
    def description(self) -> Any: ...
    def fetchall(self) -> list[tuple[Any, ...]]: ...


def dicts(cursor: Cursor) -> list[dict[str, Any]]:
    """The rows of a query by column names."""
    names = [item[0] for item in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def from_cursor(row_type: type[R], cursor: Cursor) -> list[R]:
    places = {item[0]: place for place, item in enumerate(cursor.description or ())}
    taken = [
        (places.get(name, -1), made) for name, made in _revivers(row_type)
    ]  # at the end stands nothing, for a column that was not asked for
    return [
        row_type(*[row[place] if made is None else made(row[place]) for place, made in taken]) for row in map(_ended, cursor.fetchall())
    ]


def _ended(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row, None)


def check_rows(rows: Iterable[Any], texts: Mapping[str, str]) -> None:
    """Refuse the first row whose words are not at its spans.

    `texts` gives the frozen text of each article. A row is right where every span lies inside its article's text and holds exactly
    the words that the producer handed over, where a finding's spans by role are those of its evidence, and where its name
    follows from them.

    Raises:
        EvidenceMismatch: naming table, article, span and both words.
    """
    for row in rows:
        problem = problem_with(row, texts)
        if problem is not None:
            raise EvidenceMismatch(problem)


def problem_with(row: Any, texts: Mapping[str, str]) -> str | None:
    """What is wrong with the evidence of `row`, in one line; `None` where it stands."""
    table = type(row).TABLE
    claimed = list(_claimed(row))
    if not claimed:
        return None
    for article_id, start, end, words in claimed:
        if article_id is None or article_id not in texts:
            return f"{table}: a row names article {article_id}, which is not in the story. Build the story again."
        text = texts[article_id]
        if words is None:
            return f"{table}: article {article_id}, {start}:{end} comes without its words. Hand over the words that were seen there."
        if not 0 <= start < end <= len(text):
            return f"{table}: article {article_id}, {start}:{end} lies outside its text of {len(text)} code points."
        if text[start:end] != words:
            return f"{table}: article {article_id}, {start}:{end} holds {_short(text[start:end])}, not {_short(words)}."
    return _problem_with_finding(row)


def _claimed(row: Any) -> Iterable[tuple[str | None, int, int, str | None]]:
    article_id = getattr(row, "article_id", None)
    span = getattr(row, "span", None)
    if span is not None and not hasattr(row, "finding_id"):
        yield article_id, span.start, span.end, row.words
    for piece in getattr(row, "evidence", ()):
        yield piece.article_id if isinstance(piece, Passage) else article_id, piece.start, piece.end, piece.words
    if hasattr(row, "depth"):  # a quotation's contents lie inside its own span, whose words are checked above
        for piece in row.content_spans:
            yield article_id, piece.start, piece.end, row.words[piece.start - row.span.start : piece.end - row.span.start]


def _problem_with_finding(row: Any) -> str | None:
    if not hasattr(row, "finding_id"):
        return None
    table = type(row).TABLE
    by_role: dict[str, set[Span]] = {}
    for piece in row.evidence:
        by_role.setdefault(piece.role, set()).add(Span(piece.start, piece.end))
    for name in columns(type(row)):
        role, _, kind = name.rpartition("_")
        role = role or table  # the span of a finding that has one alone
        if kind in ("span", "spans"):
            value = getattr(row, name)
            spans = set(value) if kind == "spans" else ({value} if value is not None else set())
            if spans != by_role.pop(role, set()):
                return f"{table} {row.finding_id}: {name} and the evidence for {role!r} differ."
    if by_role:
        return f"{table} {row.finding_id}: evidence for {', '.join(map(repr, sorted(by_role)))} belongs to no column."
    values = [getattr(row, name) for name in type(row).DEFINING]
    if row.finding_id != finding_id(table, row.article_id, row.evidence, values):
        return f"{table} {row.finding_id}: its name does not follow from its contents."
    return None


def _short(words: str) -> str:
    return repr(words if len(words) <= 60 else words[:57] + "...")


def _bare(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        kinds = [kind for kind in typing.get_args(hint) if kind is not type(None)]
        return _bare(kinds[0])
    if typing.get_origin(hint) is Literal:
        return str
    return hint


@cache
def _arrow_type(kind: Any) -> pa.DataType:
    import pyarrow as pa

    if typing.get_origin(kind) is tuple:
        return pa.list_(_arrow_type(typing.get_args(kind)[0]))
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return pa.struct([(name, pa.int32() if inner is int else _arrow_type(inner)) for name, inner in columns(kind).items()])
    scalars = {str: pa.string(), int: pa.int64(), bool: pa.bool_(), float: pa.float64(), datetime: pa.timestamp("us")}
    return scalars[kind]


def _made_of(kind: Any) -> bool:
    """Whether values of this type have parts: a span, evidence, a list."""
    return typing.get_origin(kind) is tuple or dataclasses.is_dataclass(kind)


def _plain(value: Any) -> Any:
    if isinstance(value, Span):
        return {"start": value.start, "end": value.end}
    if isinstance(value, Passage):
        return {"article_id": value.article_id, "role": value.role, "start": value.start, "end": value.end, "words": value.words}
    if isinstance(value, Evidence):
        return {"role": value.role, "start": value.start, "end": value.end, "words": value.words}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def _revivers(row_type: type[Any]) -> list[tuple[str, Callable[[Any], Any] | None]]:
    """Columns with what makes their values; most are as the database gives them, and are taken without a call."""
    return [(name, _reviver(kind)) for name, kind in columns(row_type).items()]


@cache
def _reviver(kind: Any) -> Callable[[Any], Any] | None:
    """What makes a value of this type of the database's; None where it is one."""
    if typing.get_origin(kind) is tuple:
        made = _reviver(typing.get_args(kind)[0])
        return lambda value: () if not value else tuple(value) if made is None else tuple([made(item) for item in value])
    if kind is Span:
        return lambda value: None if value is None else Span(value["start"], value["end"])
    if kind is Passage:
        return lambda value: Passage(value["article_id"], value["role"], value["start"], value["end"], value["words"])
    if kind is Evidence:
        return lambda value: None if value is None else Evidence(value["role"], value["start"], value["end"], value["words"])
    return None


def sort_key(row_type: type[Any]) -> Sequence[str]:
    """The columns that name a row, quoted for SQL: the order in which tables are written."""
    return [f'"{name}"' for name in row_type.KEY]
