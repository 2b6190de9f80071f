"""Which chains are one person's: each rule on a small case, and the traps."""

from __future__ import annotations

import random
import re

import pytest
from align.chained import chains, grouped, joined, reasons

from firsthand.align.chains import Clusters
from firsthand.align.people import join_people


def apart(articles: dict[str, str]) -> bool:
    groups, _ = joined(articles)
    return all(len(group) == 1 for group in groups)


def test_the_same_full_name() -> None:
    groups, links = joined({"a": "Ines Varro", "b": "Ines Varro|Varro", "c": "Tom Lund"})
    assert groups == [["a Ines Varro", "b Ines Varro"], ["c Tom Lund"]]
    assert reasons(links) == ["same name"]
    assert [piece.words for piece in links[0].evidence] == ["Ines Varro", "Ines Varro"]
    assert links[0].by == "rule"


def test_marks_and_particles_do_not_count() -> None:
    groups, links = joined({"a": "Inés Varró", "b": "Ines Varro", "c": "Rafik al-Sael", "d": "Rafik Al Sael"})
    assert groups == [["a Inés Varró", "b Ines Varro"], ["c Rafik al-Sael", "d Rafik Al Sael"]]
    assert reasons(links) == ["same name but for marks, capitals or small words"]


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("Ilmar Orenskyy", "Ilmar Orensky", "`Orenskyy` and `Orensky` are one last name in other letters"),
        ("Volodymyr Talchuk", "Vladimir Talchuk", "`Volodymyr` and `Vladimir` are one given name; same last name"),
        ("Volodymyr Orenskyy", "Vladimir Orensky", "`Volodymyr` and `Vladimir` are one given name; `Orenskyy` and `Orensky` are one last name in other letters"),
        ("Serhiy Haltar", "Sergey Galtar", "`Serhiy` and `Sergey` are one given name; `Haltar` and `Galtar` are one last name in other letters"),
        ("William Ostler", "Bill Ostler", "`William` and `Bill` are one given name; same last name"),
        ("Sael Tam Un", "Sael Tam-un", "same name, parted otherwise"),
        ("Ines M. Varro", "Ines Varro", "same given and last name"),
        ("Mallam Tam Sael", "Tam Sael", "`Tam Sael` with a word before it"),
        ("Jia Qing\u00adlin", "Jia Qinglin", "same name but for marks, capitals or small words"),
    ],
)  # fmt: skip
def test_spellings(one: str, other: str, why: str) -> None:
    groups, links = joined({"a": one, "b": other})
    assert len(groups) == 1
    (reason,) = reasons(links)
    names = re.compile("`(.*?)`")  # which of two comes first hangs on the names of the chains
    assert names.sub("", reason) == names.sub("", why)
    assert sorted(names.findall(reason)) == sorted(names.findall(why))


def test_the_reason_names_both_spellings() -> None:
    _, links = joined({"a": "Volodymyr Orenskyy", "b": "Vladimir Orensky"})
    (reason,) = reasons(links)
    assert all(f"`{word}`" in reason for word in ("Volodymyr", "Vladimir", "Orenskyy", "Orensky"))


@pytest.mark.parametrize(
    "articles",
    [
        {"a": "Ines Varro", "b": "Anna Varro"},
        {"a": "Tom Lund", "b": "Tom Lunde"},
        {"a": "John Hillar", "b": "John Gillar"},
        {"a": "Tom Lund", "b": "Tom Lund Jr."},
        {"a": "Tom B. Lund", "b": "Tom H. Lund"},
        {"a": "Ines", "b": "Ines Varro"},
        {"a": "Volodymyr", "b": "Volodymyr"},
        {"a": "Ines Varro; Ines", "b": "Ines"},
    ],
    ids=[
        "given names",
        "last names",
        "h and g elsewhere",
        "son",
        "middle names",
        "given name alone",
        "known given name twice",
        "given name of somebody",
    ],
)
def test_two_people(articles: dict[str, str]) -> None:
    assert apart(articles)


def test_two_people_of_one_article_are_never_joined() -> None:
    groups, links = joined({"a": "Alexander Talchuk; Oleksandr Talchuk", "b": "Oleksandr Talchuk"})
    assert groups == [["a Alexander Talchuk"], ["a Oleksandr Talchuk", "b Oleksandr Talchuk"]]
    assert reasons(links) == ["same name"]


def test_two_spellings_in_one_article_are_one() -> None:
    assert len(joined({"a": "Ilmar Orenskyy; Ilmar Orensky", "b": "Ilmar Orensky"})[0]) == 1


def test_of_two_of_equal_weight_it_is_neither() -> None:
    """A third spelling may be either of two people that an article tells apart."""
    groups, links = joined({"a": "Alexander Talchuk; Oleksandr Talchuk", "b": "Aleksandr Talchuk"})
    assert all(len(group) == 1 for group in groups)
    assert [link.judgement for link in links] == ["unsure", "unsure"]
    assert all("may be" in link.reason for link in links)


def test_middle_names_that_differ_leave_the_plain_name_unsure() -> None:
    groups, links = joined({"a": "Tom B. Lund", "b": "Tom H. Lund", "c": "Tom Lund"})
    assert len(groups) == 3
    assert len([link for link in links if link.judgement == "unsure"]) == 2


def test_one_article_that_uses_both_names_joins_them() -> None:
    groups, links = joined({"a": "Ines Varro|I. Varro", "b": "I. Varro", "c": "Ines Varro"})
    assert len(groups) == 1
    assert reasons(links) == ["one article says both `Ines Varro` and `I. Varro`", "same name"]


def test_an_initial() -> None:
    assert len(joined({"a": "I. Varro", "b": "Ines Varro"})[0]) == 1
    groups, links = joined({"a": "I. Varro", "b": "Ines Varro", "c": "Ida Varro"})
    assert len(groups) == 3
    assert {link.judgement for link in links} == {"unsure"}


# --- last names ---------------------------------------------------------------------------------------------------------------------


def test_a_last_name_is_the_one_who_has_it() -> None:
    groups, links = joined({"a": "Varro", "b": "Ines Varro"})
    assert len(groups) == 1
    assert reasons(links) == ["last name alone; the story has one: `Ines Varro`"]


def test_a_last_name_in_other_letters() -> None:
    assert len(joined({"a": "Orensky", "b": "Ilmar Orenskyy"})[0]) == 1
    assert len(joined({"a": "Orensky", "b": "Orenskyy"})[0]) == 1


def test_a_last_name_of_two_is_neither() -> None:
    groups, links = joined({"a": "Varro", "b": "Ines Varro", "c": "Tom Varro"})
    assert len(groups) == 3
    assert [link.judgement for link in links] == ["unsure", "unsure"]
    assert "it may be `Ines Varro` or `Tom Varro`" in links[0].reason or "it may be `Tom Varro` or `Ines Varro`" in links[0].reason


def test_gender_tells_two_apart() -> None:
    groups, _ = joined({"a": "Varro (she)", "b": "Ines Varro (she)", "c": "Tom Varro (he)"})
    assert ["a Varro", "b Ines Varro"] in groups
    assert apart({"a": "Varro (he)", "b": "Ines Varro (she)"})


def test_a_last_name_that_its_article_left_open_stays_open() -> None:
    """The article names Tom Varro, and its own reading did not join `Varro` to him."""
    groups, links = joined({"a": "Varro; Tom Varro", "b": "Ines Varro"})
    assert len(groups) == 3
    assert reasons(links, "same") == []


def test_who_is_named_everywhere_is_meant() -> None:
    many = {f"m{number}": "Ines Varro" for number in range(9)}
    groups, links = joined({**many, "x": "Tom Varro", "y": "Varro"})
    assert any("y Varro" in group and len(group) == 10 for group in groups)
    assert "9 articles name `Ines Varro`, 1 `Tom Varro`" in reasons(links)[0]


def test_a_short_name_that_an_article_uses() -> None:
    """Where the family name stands first, articles show it."""
    groups, _ = joined({"a": "Sael Tam Un|Sael", "b": "Sael"})
    assert len(groups) == 1


def test_nobody_is_named_more_fully() -> None:
    groups, links = joined({"a": "Varro", "b": "Varro"})
    assert len(groups) == 1
    assert reasons(links) == ["same name; nobody in the story is named more fully so"]


# --- what a recogniser takes for something else ----------------------------------------------------------------------------------------


def test_the_storys_majority_tells_a_person_from_a_body() -> None:
    groups, _ = joined({"a": "Ines Varro|Varro*3", "b": "Varro (body)", "c": "Kremlin", "d": "Kremlin (body)"})
    assert groups == [["a Ines Varro", "b Varro"], ["c Kremlin", "d Kremlin"]]


def test_a_person_and_a_body_of_one_name_are_two() -> None:
    assert apart({"a": "Ines Varro", "b": "Varro Works (body)", "c": "Lund", "d": "Lund (body)"})


# --- nothing hangs on order -----------------------------------------------------------------------------------------------------------------

STORY = {
    "a": "Volodymyr Orenskyy|Orenskyy; Tom Lund", "b": "Vladimir Orensky; Lund", "c": "Orenskiy; Alexander Talchuk; Oleksandr Talchuk", "d": "Aleksandr Talchuk; Ann Lund",
    "e": "Varro; Ines Varro", "f": "I. Varro; T. Lund", "g": "Varro; Lund (he)",
}  # fmt: skip


def test_the_order_of_articles_changes_nothing() -> None:
    """The chains come in the order of their ids: those of other articles have others."""
    wanted = joined(STORY)[0]
    for seed in range(5):
        listed = list(STORY.items())
        random.Random(seed).shuffle(listed)
        assert joined(dict(listed))[0] == wanted


def test_links_tell_all_that_was_joined() -> None:
    """Who reads the links alone gets the same people."""
    listed = chains(STORY)
    clusters = Clusters(listed)
    join_people(clusters)
    again = Clusters(listed)
    place = {chain.chain_id: number for number, chain in enumerate(listed)}
    for link in clusters.links:
        if link.judgement == "same":
            again.join(place[link.id_a], place[link.id_b], "", "person")
    assert grouped(again) == grouped(clusters)
    assert len({(link.id_a, link.id_b) for link in clusters.links}) == len(clusters.links)
