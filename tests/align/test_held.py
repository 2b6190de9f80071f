"""Which part of equal words holds by itself."""

from __future__ import annotations

from reused import Story, words_of

from firsthand.align.held import is_verb, sentence
from firsthand.model import Span

FERRY = "The ferry to Dunmarrow left the quay at nine with forty passengers and turned back when water came over the car deck"
CRATES = "Divers found a crack in the bow door, which a welder had closed with tar and a piece of sailcloth in the spring"


def passages(one: str, other: str) -> list[str]:
    story = Story({"a": one, "b": other})
    return [words_of(story.texts["a"], row.span_a) for row in story.reuse()]


def test_a_few_words_of_the_next_sentence_are_left_out() -> None:
    assert passages(f"{FERRY}.\nThe harbour master counted lamps.", f"{FERRY}. The harbour is closed.") == [FERRY]


def test_furniture_cuts_a_passage() -> None:
    assert passages(f"{FERRY}.\nShare this page with others\n{CRATES}.", f"{FERRY}.\n{CRATES}.") == [FERRY, CRATES]


def test_a_dateline_is_none_of_it() -> None:
    assert passages(f"HARROW, Weir (HNA) - {FERRY}.", f"HARROW, Weir — {FERRY}.") == [FERRY]


def test_words_without_a_verb_tell_nothing_alone() -> None:
    thing = "the old green lifeboat station beside a narrow slipway below the lighthouse"
    assert passages(f"Gulls sat on {thing}.", f"A dog barked at {thing}.") == []
    assert len(passages(f"Gulls sat on {thing}. {FERRY}.", f"{FERRY}. A dog barked at {thing}.")) == 2


def test_forms_of_verbs() -> None:
    assert [is_verb(word) for word in ("painted", "struck", "hundred", "harbour", "Red")] == [True, True, False, False, False]


def test_the_sentence_around_words() -> None:
    text = "It rained. The geese left, the Courier wrote. Nobody saw."
    start = text.index("Courier")
    assert words_of(text, sentence(text, Span(start, start + 7))) == "The geese left, the Courier wrote"
