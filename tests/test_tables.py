"""Rows to Arrow and back, and the check that every row stands on exact words."""

from __future__ import annotations

import dataclasses
import typing
from dataclasses import replace
from datetime import datetime
from typing import Any

import pyarrow as pa
import pytest
from helpers import FERRY, spoken
from hypothesis import assume, given
from hypothesis import strategies as st

from firsthand.errors import EvidenceMismatch
from firsthand.model import TABLES, Attribution, Evidence, Furniture, Metadata, Page, Passage, Quotation, Sentence, Span, finding_id
from firsthand.tables import check_rows, columns, from_dicts, problem_with, schema, to_arrow

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
SPANS = st.builds(Span, st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1))
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXTS,
    int: st.integers(0, 2**31 - 1),
    bool: st.booleans(),
    datetime: st.datetimes(),
    Span: SPANS,
    float: st.floats(allow_nan=False),
    Passage: st.builds(Passage, TEXTS, TEXTS, st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1), TEXTS),
    Evidence: st.builds(Evidence, TEXTS, st.integers(0, 2**31 - 1), st.integers(0, 2**31 - 1), TEXTS),
}


def any_row(row_type: type[Any]) -> st.SearchStrategy[Any]:
    """Rows with any values, and `None` where the column may be empty."""
    hints = typing.get_type_hints(row_type)
    fields = {}
    for name, kind in columns(row_type).items():
        inner = typing.get_args(kind)
        values = st.lists(VALUES[inner[0]], max_size=3).map(tuple) if typing.get_origin(kind) is tuple else VALUES[kind]
        may_be_empty = type(None) in typing.get_args(hints[name])
        fields[name] = st.one_of(st.none(), values) if may_be_empty else values
    return st.fixed_dictionaries(fields).map(lambda values: row_type(**values))


@pytest.mark.parametrize("row_type", TABLES, ids=lambda row_type: row_type.TABLE)
@given(data=st.data())
def test_rows_survive_arrow(row_type: type[Any], data: st.DataObject) -> None:
    rows = data.draw(st.lists(any_row(row_type), max_size=3))
    table = to_arrow(row_type, rows)
    assert from_dicts(row_type, table.to_pylist()) == rows
    assert table.schema == schema(row_type)


@pytest.mark.parametrize("row_type", TABLES, ids=lambda row_type: row_type.TABLE)
def test_every_column_is_documented_and_keys_are_columns(row_type: type[Any]) -> None:
    assert to_arrow(row_type, []).num_rows == 0
    assert set(row_type.KEY) <= set(columns(row_type))
    assert all(field.metadata["doc"] for field in dataclasses.fields(row_type))


def test_offsets_are_32_bit_structs_named_start_and_end() -> None:
    span = schema(Furniture).field("span").type
    assert span == pa.struct([("start", pa.int32()), ("end", pa.int32())])
    assert schema(Quotation).field("content_spans").type == pa.list_(span)


# --- check_rows -------------------------------------------------------------------------------------------------------------------

PAGE = Page("a1", FERRY, "en", None, (), ())
TEXT = {"a1": FERRY}
GOOD = next(spoken(PAGE))


def renamed(row: Attribution) -> Attribution:
    """The row under the name that follows from its contents: what is wrong with it is something else."""
    return replace(row, finding_id=finding_id("attribution", row.article_id, row.evidence, (row.form, row.sort)))


def with_evidence(role: str, **changes: Any) -> Attribution:
    pieces = tuple(replace(piece, **changes) if piece.role == role else piece for piece in GOOD.evidence)
    return renamed(replace(GOOD, evidence=pieces))


def test_a_right_row_passes() -> None:
    check_rows([GOOD, Sentence("a1", Span(0, 5), "Ferry"), Metadata("a1", "title", "x", None, None, "person")], TEXT)


CUE = next(piece for piece in GOOD.evidence if piece.role == "cue")
WRONG: dict[str, tuple[Any, str]] = {
    "words shifted by one": (Sentence("a1", Span(1, 6), "Ferry"), "holds 'erry '"),
    "finding's words shifted by one": (with_evidence("cue", start=CUE.start + 1, end=CUE.end + 1), "not 'said'"),
    "one letter differs": (with_evidence("cue", words="paid"), "holds 'said', not 'paid'"),
    "empty span": (Sentence("a1", Span(3, 3), ""), "lies outside"),
    "span the wrong way round": (Sentence("a1", Span(5, 3), ""), "lies outside"),
    "negative start": (Sentence("a1", Span(-5, 4), FERRY[-5:4]), "lies outside"),
    "span beyond the end": (Sentence("a1", Span(len(FERRY) - 5, len(FERRY) + 1), FERRY[-5:]), "lies outside"),
    "no words": (Metadata("a1", "title", "Ferry", Span(0, 5), None, "title"), "without its words"),
    "no such article": (Sentence("a2", Span(0, 5), "Ferry"), "a2"),
    "evidence without a column": (renamed(replace(GOOD, evidence=(*GOOD.evidence, Evidence("mood", 0, 5, "Ferry")))), "'mood'"),
    "evidence of a role whose column is empty": (renamed(replace(GOOD, evidence=(*GOOD.evidence, Evidence("addressee", 0, 5, "Ferry")))), "addressee"),
    "column without evidence": (replace(GOOD, addressee_span=Span(0, 5)), "addressee_span"),
    "column and evidence differ": (replace(GOOD, cue_spans=(Span(0, 5),)), "cue_spans"),
    "one span of two without evidence": (replace(GOOD, content_spans=(*GOOD.content_spans, Span(0, 5))), "content_spans"),
    "another row's name": (replace(GOOD, finding_id="0" * 16), "does not follow"),
    "a value that its name does not know": (replace(GOOD, sort="believed"), "does not follow"),
    "another quotation's contents": (Quotation("a1", Span(0, 5), "Ferry", (Span(6, 8),), 0, True, "term"), "holds"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_each_kind_of_wrong_row_is_refused(name: str) -> None:
    row, says = WRONG[name]
    with pytest.raises(EvidenceMismatch) as caught:
        check_rows([GOOD, row], TEXT)
    message = str(caught.value)
    assert says in message
    assert message.startswith(type(row).TABLE)
    assert "\n" not in message


@given(text=TEXTS.filter(bool), data=st.data())
def test_any_slice_passes_and_any_altered_slice_fails(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = text[start:end]
    assert problem_with(Sentence("a", Span(start, end), words), {"a": text}) is None
    at = data.draw(st.integers(0, len(words) - 1))
    other = data.draw(st.characters(exclude_categories=["Cs"]))
    altered = words[:at] + other + words[at + 1 :]
    assume(altered != words)
    assert problem_with(Sentence("a", Span(start, end), altered), {"a": text}) is not None
    assert problem_with(Sentence("a", Span(start, end), words[:-1]), {"a": text}) is not None


@given(text=TEXTS.filter(lambda text: len(text) > 1), by=st.integers(1, 5))
def test_a_row_moves_with_its_text_only(text: str, by: int) -> None:
    """Offsets are code points: the same row is wrong as soon as characters stand before it."""
    row = Sentence("a", Span(0, len(text)), text)
    moved = Sentence("a", Span(by, by + len(text)), text)
    longer = "\x02" * by + text
    assume(not text.startswith("\x02"))
    assert problem_with(row, {"a": longer}) is not None
    assert problem_with(moved, {"a": longer}) is None
    assert problem_with(row, {"a": text}) is None


@given(st.lists(st.builds(Evidence, TEXTS, st.integers(0, 99), st.integers(0, 99), TEXTS), max_size=4))
def test_a_findings_name_does_not_hang_on_the_order_of_its_evidence(pieces: list[Evidence]) -> None:
    name = finding_id("attribution", "a", pieces, ("direct", None))
    assert name == finding_id("attribution", "a", reversed(pieces), ("direct", None))
    assert name != finding_id("attribution", "b", pieces, ("direct", None))
    assert name != finding_id("attribution", "a", pieces, ("indirect", None))
    assert name != finding_id("attribution", "a", [*pieces, Evidence("x", 100, 101, "y")], ("direct", None))
