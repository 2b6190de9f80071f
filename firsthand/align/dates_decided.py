"""Time expressions whose days a person decided, and those of the same article that count from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from firsthand.align.time_reasons import reason
from firsthand.align.time_values import Period, Unresolved, resolved
from firsthand.align.time_written import period_of, type_of
from firsthand.model import Decision, Evidence, Span, TimeExpression, finding_id

BY_PERSON = "a person decided it"
OF_DAY = ("time ", "night")


def decided(rows: Sequence[TimeExpression], decisions: Mapping[Span, Decision]) -> list[TimeExpression | None]:
    """For each row that a decision tells, or that counts from the words of one that it tells, what it comes to; None: no decision is about it."""
    if not decisions:
        return [None] * len(rows)
    by_span = {row.span: number for number, row in enumerate(rows)}
    periods: dict[int, Period | None] = {}
    return [_decided(rows, decisions, number, _period(rows, decisions, by_span, periods, number)) for number in range(len(rows))]


def _decided(
    rows: Sequence[TimeExpression], decisions: Mapping[Span, Decision], number: int, period: Period | None
) -> TimeExpression | None:
    row = rows[number]
    if period is None:
        return None
    if row.span in decisions:
        return filled(_alone(row, period.value or ""), period, None, BY_PERSON)
    steps = reason(row.formula)
    return filled(row, period, _anchor(row), f"{steps}; of `{_anchor(row)}` {BY_PERSON}")


def _period(
    rows: Sequence[TimeExpression],
    decisions: Mapping[Span, Decision],
    by_span: Mapping[Span, int],
    known: dict[int, Period | None],
    number: int,
) -> Period | None:
    """By the decision, or by the steps that lead on from words with one; the formula of the words that it counts from begins its own."""
    if number in known:
        return known[number]
    known[number] = None
    row = rows[number]
    decision = decisions.get(row.span)
    try:
        if decision is not None:
            known[number] = period_of(decision.value or "")
        elif row.anchor_span is not None and (other := by_span.get(row.anchor_span)) is not None:
            period = _period(rows, decisions, by_span, known, other)
            steps = _further(row.formula, rows[other].formula)
            if period is not None and steps is not None:
                known[number] = resolved(f"anchor > {steps}" if steps else "anchor", {"anchor": _of_days(period)})
    except Unresolved:
        return None
    return known[number]


def _further(formula: str, other: str) -> str | None:
    """The steps by which a formula goes on from another one; None where it does not."""
    for begun in (other, " > ".join(step for step in other.split(" > ") if not step.startswith(OF_DAY))):
        if formula == begun:
            return ""
        if formula.startswith(begun + " > "):
            return formula.removeprefix(begun + " > ")
    return None


def _of_days(period: Period) -> Period:
    """Of a time of day the day."""
    if period.unit != "T" or period.start is None:
        return period
    return replace(period, unit="D", value=period.start.isoformat())


def _anchor(row: TimeExpression) -> str:
    return next((piece.words for piece in row.evidence if piece.role == "anchor"), "")


def _alone(row: TimeExpression, value: str) -> TimeExpression:
    """Counted from nothing, of the type that the value has."""
    evidence: tuple[Evidence, ...] = tuple(piece for piece in row.evidence if piece.role != "anchor")
    type_ = type_of(value, row.type)
    name = finding_id(TimeExpression.TABLE, row.article_id, evidence, (type_,))
    return replace(row, finding_id=name, evidence=evidence, anchor_span=None, type=type_)


def filled(row: TimeExpression, period: Period, anchor: str | None, rule: str) -> TimeExpression:
    """The row with what its words come to, counted from what, and why."""
    return replace(
        row,
        value=period.value,
        earliest=period.start.isoformat() if period.start else None,
        latest=period.end.isoformat() if period.end else None,
        mod=period.mod,
        anchor=anchor,
        rule=rule,
    )
