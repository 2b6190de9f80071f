"""Which chains are one body or place."""

from __future__ import annotations

from align.chained import joined, reasons


def test_the_same_name() -> None:
    groups, links = joined({"a": "River Water Board", "b": "the River Water Board", "c": "Quay Board"}, "body")
    assert groups == [["a River Water Board", "b the River Water Board"], ["c Quay Board"]]
    assert reasons(links) == ["same name but for marks, capitals or article"]


def test_a_place_of_two_spellings() -> None:
    groups, links = joined({"a": "Kyiv", "b": "Kiev", "c": "kyiv; Kiev"}, "place")
    assert len(groups) == 1
    assert any("are names of one place or body" in reason for reason in reasons(links))


def test_a_region_is_not_its_town() -> None:
    groups, _ = joined({"a": "Kharkiv", "b": "Kharkov Region", "c": "Kharkiv oblast"}, "place")
    assert groups == [["a Kharkiv"], ["b Kharkov Region", "c Kharkiv oblast"]]


def test_an_acronym_that_an_article_prints() -> None:
    groups, links = joined({"a": "River Water Board|RWB", "b": "RWB", "c": "River Water Board", "d": "RWB"}, "body")
    assert len(groups) == 1
    assert "an article prints `RWB` for `River Water Board`" in reasons(links)


def test_an_acronym_that_no_article_explains_joins_nothing() -> None:
    assert len(joined({"a": "River Water Board", "b": "RWB"}, "body")[0]) == 2


def test_an_acronym_of_two_is_neither() -> None:
    groups, links = joined({"a": "River Water Board|RWB", "b": "Royal Wire Bureau|RWB", "c": "RWB"}, "body")
    assert len(groups) == 3
    assert [link.judgement for link in links] == ["unsure", "unsure"]


def test_what_every_country_has_is_not_one() -> None:
    assert len(joined({"a": "Foreign Ministry", "b": "the Foreign Ministry", "c": "Supreme Court"}, "body")[0]) == 3


def test_a_short_form_stands_for_its_body_in_its_article_alone() -> None:
    assert len(joined({"a": "River Water Board|Board", "b": "Quay Harbour Board|Board", "c": "Board"}, "body")[0]) == 3


def test_types_waver_between_places_and_bodies() -> None:
    assert len(joined({"a": "Ormund (place)", "b": "Ormund (body)", "c": "Ormund (other)"}, "body")[0]) == 1


def test_a_short_name_that_an_article_prints() -> None:
    groups, links = joined({"a": "Harrow Rowers|Rowers*4", "b": "Rowers", "c": "Harrow Rowers"}, "body")
    assert len(groups) == 1
    assert "an article prints `Rowers` for `Harrow Rowers`" in reasons(links)


def test_a_short_name_of_two_bodies_is_neither() -> None:
    groups, _ = joined({"a": "Harrow Rowers|Rowers", "b": "Ormund Rowers|Rowers", "c": "Rowers"}, "body")
    assert len(groups) == 3


def test_a_short_name_that_is_a_place_is_the_place() -> None:
    groups, _ = joined({"a": "Ormund Papers|Ormund (body)", "b": "Ormund (place)", "c": "Ormund (place)"}, "body")
    assert groups == [["a Ormund Papers"], ["b Ormund", "c Ormund"]]


def test_words_that_one_article_hangs_on_a_name() -> None:
    groups, _ = joined({"a": "Tallow Wire", "b": "Tallow Wire Harrow|Tallow Wire", "c": "Tallow Wire*3"}, "body")
    assert len(groups) == 1


def test_a_company_with_and_without_its_ending() -> None:
    assert len(joined({"a": "Lund Ostler", "b": "Lund Ostler & Co.", "c": "Lund Ostler LLC"}, "body")[0]) == 1


def test_marks_in_a_body_of_several_words() -> None:
    assert len(joined({"a": "Mühlhausener Zeitung", "b": "Muehlhausener Zeitung", "c": "Muhlhausener Zeitung"}, "body")[0]) == 1
