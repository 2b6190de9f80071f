"""Subjects, hearers and content, and what is joined to what; the names are nobody's."""

from __future__ import annotations

import pytest
from pages import page

from firsthand.extract.attributions import attributions
from firsthand.language.analyse import analyse
from firsthand.model import Attribution


def rows(text: str) -> list[Attribution]:
    return list(attributions(analyse(page(text))))


def said(row: Attribution, role: str) -> str | None:
    return " | ".join(e.words for e in row.evidence if e.role == role) or None


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Varro opposed Apex, with Apex claiming: “The lock is shut.”", "Apex", "claiming"),
        ("He recalled the pilot telling his wife: “The lock is shut.”", "the pilot", "telling"),
        ("The film ends with footage of Varro saying, “The lock is shut.”", "Varro", "saying"),
        ("Anna Varro recalled thinking: “The lock is shut.”", "Anna Varro", "thinking"),
        ("Brell’s ambassador Ines Lund went home, saying: “The lock is shut.”", "Brell’s ambassador Ines Lund", "saying"),
        ("The Brell campaign thanked voters and added: “The lock is shut.”", "The Brell campaign", "added"),
        ("“The lock is shut” said Varro.", "Varro", "said"),
        ("“The lock is shut.” Varro said.", "Varro", "said"),
    ],
)
def test_subject(text: str, source: str, cue: str) -> None:
    """Of the quotation; that Varro opposed Apex, and what he recalled, are attributions of their own."""
    [row] = [row for row in rows(text) if row.form == "direct"]
    assert (said(row, "source"), said(row, "cue")) == (source, cue)


@pytest.mark.parametrize(
    ("text", "hearer", "content"),
    [
        ("Varro told Brell that the lock was “shut for good.”", "Brell", "that the lock was | shut for good."),
        ("Varro warned that the lock was “shut for good.”", None, "that the lock was | shut for good."),
        ("Varro told Brell this weekend he would keep it “shut for good.”", "Brell", "he would keep it | shut for good."),
        ("Varro told Brell the lock was “shut for good.”", "Brell", "the lock was | shut for good."),
        ("Anna Varro spoke, telling US and Orm commanders: “Shut it for good.”", "US and Orm commanders", "Shut it for good."),
        ("Varro said in an interview that the lock was “shut for good.”", None, "that the lock was | shut for good."),
        ("Varro said it was “shut for good” but reaffirmed that boats wait.", None, "it was | shut for good"),
        ("Varro said it was “shut for good” and says he will stay.", None, "it was | shut for good"),
        ("Varro said it was “shut for good,” language that could mean war.", None, "it was | shut for good,"),
        ("Varro said it was “shut for good” Wednesday on The Orm Show.", None, "it was | shut for good"),
        ("Varro called it a “disgrace.”", None, "it a | disgrace."),
    ],
)
def test_hearer_and_content(text: str, hearer: str | None, content: str) -> None:
    row = rows(text)[0]
    assert (said(row, "addressee"), said(row, "content")) == (hearer, content)


def test_what_is_recalled_holds_what_was_told() -> None:
    outer, inner = rows("He recalled the pilot telling his wife: “The lock is shut.”")
    assert (said(outer, "source"), said(outer, "cue"), said(outer, "content")) == (
        "He",
        "recalled",
        "the pilot telling his wife | The lock is shut.",
    )
    assert inner.within == outer.finding_id


@pytest.mark.parametrize(
    "text",
    [
        "A plan called the “Long Lock” failed.",
        "The plan is called “Long Lock.”",
        "The plan, dubbed “Long Lock,” failed.",
        "Varro left a so-called “pass through” tax alone.",
        "Varro saw Brell’s “The Long Lock” in winter.",
    ],
)
def test_terms_and_titles_are_no_attribution(text: str) -> None:
    assert rows(text) == []


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("It was what he called a “lock.”", "he", "called", "a | lock."),
        ("Varro called for a so-called “pass through” tax.", "Varro", "called for", "a so-called | pass through | tax"),
        ("Varro spoke on Brell’s “The Long Lock” in winter.", "Varro", "spoke on", "Brell’s | The Long Lock"),
    ],
)
def test_who_calls_it_so_or_speaks_of_it_is_one(text: str, source: str, cue: str, content: str) -> None:
    """The one who uses a term is its source; a stance or a topic is an attribution, whatever the marks in it are for."""
    [row] = rows(text)
    assert (said(row, "source"), said(row, "cue"), said(row, "content")) == (source, cue, content)


def test_a_quotation_alone_goes_on_one_paragraph() -> None:
    text = "“The lock is shut,” Varro said.\n“Boats wait for weeks.”\n“The gates are old.”"
    [row] = rows(text)
    assert said(row, "content") == "The lock is shut, | Boats wait for weeks."


@pytest.mark.parametrize(
    "text",
    [
        "“Is it shut?” Varro asked.\n“It is shut for weeks.”",
        "“It is shut,” Varro said. Boats wait.\n“Nobody knows why.”",
        "“It is shut,” Varro said.\nBoats wait.\n“Nobody knows why.”",
        "“It is shut,” Varro said.\nThe sign: “Nobody knows why.”",
    ],
)
def test_and_no_further(text: str) -> None:
    assert "Nobody" not in (said(rows(text)[0], "content") or "")
    assert "weeks" not in (said(rows(text)[0], "content") or "")


def test_not_where_it_has_its_own_tail() -> None:
    first, second = rows("“It is shut,” Varro said.\n“Nobody knows why,” Brell said.")
    assert (said(first, "source"), said(second, "source")) == ("Varro", "Brell")
