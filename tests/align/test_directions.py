"""Who drew on whom, only with a reason."""

from __future__ import annotations

from datetime import datetime

import pytest

from firsthand.align.directions import LONG, Credited, Side, direction
from firsthand.model import Passage, Span

PASSAGE = [Span(100, 300)]


def side(name: str, *named: Credited, day: int | None = None, hour: int = 12, shared: bool = True, outlet: str | None = None) -> Side:
    when = datetime(2031, 3, day, hour) if day is not None else None
    return Side(name, outlet or f"{name.upper()} Courier", (when, when) if when else None, named, list(PASSAGE) if shared else [])


def credit(name: str | None, article_id: str | None = None, *, at: int = 0, kind: str = "reported", label: str = "credit") -> Credited:
    return Credited(Span(at, at + 10), "words here", kind, label, name, article_id)


def test_who_credits_the_other_drew_on_it() -> None:
    told = direction(side("a"), side("b", credit("A Courier", "a")), 30)
    assert (told.to, told.rule) == ("b", "credit")
    assert told.evidence[0].article_id == "b"


def test_a_credit_by_the_outlets_name_is_enough_where_times_agree() -> None:
    assert direction(side("a", outlet="The Courier", day=1), side("b", credit("Courier"), day=2), 30).to == "b"
    assert direction(side("a", outlet="The Courier"), side("b", credit("Courier")), 30).to is None


def test_two_that_credit_each_other_have_no_direction() -> None:
    told = direction(side("a", credit("B Courier", "b"), day=1), side("b", credit("A Courier", "a"), day=9), 30)
    assert (told.to, told.source, told.rule) == (None, None, "credit")


def test_two_with_one_agencys_mark_have_it_from_there() -> None:
    told = direction(side("a", credit("Norland Press", kind="wire")), side("b", credit("Norland Press", kind="wire")), 30)
    assert (told.to, told.source, told.rule) == (None, "Norland Press", "wire-mark")


def test_the_agencys_own_report_is_the_source() -> None:
    told = direction(side("a", credit("Norland Press", kind="wire"), outlet="Norland Press"), side("b"), 30)
    assert (told.to, told.rule) == ("b", "wire-mark-one")


def test_both_credit_one_third() -> None:
    assert direction(side("a", credit("Chronicle")), side("b", credit("The Chronicle")), 30).source == "Chronicle"


def test_a_third_that_both_credit_is_no_source_of_what_they_do_not_share() -> None:
    assert direction(side("a", credit("Chronicle"), shared=False), side("b", credit("Chronicle"), shared=False), 0).source is None


def test_what_was_told_to_the_one_stands_in_the_other_without_it() -> None:
    told = direction(side("a", credit("A Courier", at=120, label="first-hand", kind="told")), side("b"), 30)
    assert (told.to, told.rule) == ("b", "attribution-lost")


def test_a_credit_that_the_other_lost() -> None:
    told = direction(side("a", credit("Chronicle", at=150)), side("b"), 30)
    assert (told.source, told.rule) == ("Chronicle", "attribution-lost")
    assert direction(side("a", credit("Chronicle", at=900)), side("b"), 30).rule is None


def test_versions_go_to_the_later() -> None:
    one, other = side("a", outlet="Courier", day=2), side("b", outlet="Courier", day=1)
    assert direction(one, other, 30).to == "a"
    one.gives_way = frozenset("b")  # what is known of versions goes before dates
    assert direction(one, other, 30).to == "b"


@pytest.mark.parametrize(
    ("days", "longest", "to"), [((1, 3), LONG, "b"), ((3, 1), LONG, "a"), ((1, 2), LONG, None), ((1, 3), LONG - 1, None)]
)
def test_dates_tell_it_where_they_are_apart_and_a_long_passage_is_shared(days: tuple[int, int], longest: int, to: str | None) -> None:
    assert direction(side("a", day=days[0]), side("b", day=days[1]), longest).to == to


def test_without_a_reason_there_is_no_direction() -> None:
    told = direction(side("a", day=1), side("b"), 100)
    assert (told.to, told.source, told.rule) == (None, None, None)


def test_who_names_the_others_outlet_drew_on_it_unless_the_other_is_later() -> None:
    one, other = side("a", day=2), side("b", day=3)
    other.named = Passage("b", "outlet", 5, 12, "Courier")
    assert (direction(one, other, 0).to, direction(one, other, 0).rule) == ("b", "named")
    one.published = side("a", day=4).published
    assert direction(one, other, 0).rule is None
    one.published, one.named = None, Passage("a", "outlet", 5, 12, "Courier")
    assert direction(one, other, 0).rule is None  # each names the other


def test_of_several_reports_of_an_outlet_only_an_earlier_one_is_meant_by_its_name() -> None:
    undated, dated = side("a", outlet="The Courier"), side("a", day=2, outlet="The Courier")
    undated.several = dated.several = True
    crediting = side("b", credit("Courier"), day=3, shared=False)
    assert direction(undated, crediting, 0).to is None
    assert direction(dated, crediting, 0).to == "b"


def test_a_mark_is_no_sign_of_the_source_where_that_report_is_the_later_one() -> None:
    agency = side("a", credit("Norland Press", kind="wire"), day=2, hour=14, outlet="Norland Press")
    assert direction(agency, side("b", day=2, hour=12), 30).to is None
    assert direction(agency, side("b", day=2, hour=15), 30).to == "b"


def test_a_byline_marks_the_report_as_an_agencys() -> None:
    one, other = side("a", credit("Norland Press", kind="wire")), side("b")
    other.signed = {"Norland Press": "byline"}
    told = direction(one, other, 30)
    assert (told.source, told.rule) == ("Norland Press", "wire-mark")
    assert "its byline names it" in told.reason
    assert [piece.article_id for piece in told.evidence] == ["a"]


def test_a_byline_that_names_the_others_outlet_tells_the_way() -> None:
    one, other = side("a", outlet="Norland Press"), side("b")
    other.signed = {"Norland Press": "address"}
    told = direction(one, other, 30)
    assert (told.to, told.rule, told.reason) == ("b", "wire-mark", "its address names Norland Press")


def test_a_name_without_times_tells_only_where_it_is_told_as_the_source() -> None:
    one, other = side("a"), side("b")
    other.named = Passage("b", "outlet", 5, 14, "A Courier")
    assert direction(one, other, 30).to is None
    other.named_in = Span(0, 60)
    assert direction(one, other, 30).to == "b"
    other.credits = [credit("Chronicle", at=20)]  # it is the Chronicle that has it from there
    assert direction(one, other, 30).to is None


def test_words_beside_a_credit_in_one_sentence_are_credited() -> None:
    one, other = side("a", credit("Norland Press", at=302)), side("b")
    assert direction(one, other, 30).rule is None
    one.credits = [Credited(Span(302, 312), "words here", "reported", "credit", "Norland Press", None, Span(90, 320))]
    told = direction(one, other, 30)
    assert (told.source, told.rule) == ("Norland Press", "attribution-lost")
