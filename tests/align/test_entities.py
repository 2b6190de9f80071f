"""Who is who, end to end: links, entities, mentions and speakers of a story, and what a person decides about them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from helpers import build, rows, snapshot, write

from firsthand.verify import problems

pytestmark = pytest.mark.usefixtures("tiny")
Build = Callable[..., Path]

TEXTS = {
    "a.txt": "Talks begin\n\n“We open the sluice,” said Volodymyr Orenskyy.\n",
    "s.txt": "Sluice\n\n“It is shut,” said Orenskyy.\n",
    "b.txt": "Talks end\n\n“Nobody opens it,” said Vladimir Orensky.\n",
    "c.txt": "Water falls\n\n“The water falls,” said Tom Lund.\n",
    "d.txt": "Water rises\n\n“The water rises,” said Lund.\n\n“We wait,” said Ada Lund.\n",
}


@pytest.fixture
def built(tmp_path: Path) -> Build:
    def build_with(toml: str = "", **texts: str) -> Path:
        folder = write(tmp_path / "in", {**TEXTS, **{f"{name}.txt": text for name, text in texts.items()}, "decisions.toml": toml})
        build(folder, tmp_path / "story.duckdb")
        assert not list(problems(tmp_path / "story.duckdb", [folder]))
        return tmp_path / "story.duckdb"

    return build_with


def people(store: Path) -> list[tuple[str, int]]:
    return rows(store, "SELECT name, articles FROM entity ORDER BY name")


def speaker(store: Path, words: str) -> tuple[str | None, str | None, str]:
    """(speaker, the entity's name, who tells it) of the attribution with these words."""
    sql = 'SELECT t.speaker, e.name, t."by" FROM attribution t LEFT JOIN entity e USING (entity_id), unnest(t.evidence) u(p) WHERE p.words = ?'
    (found,) = rows(store, sql, words)
    return found


def test_one_person_of_two_spellings(built: Build) -> None:
    store = built()
    assert ("Volodymyr Orenskyy", 3) in people(store)
    ((aliases, chains),) = rows(store, "SELECT aliases, len(chain_ids) FROM entity WHERE name = 'Volodymyr Orenskyy'")
    assert aliases == ["Orenskyy", "Vladimir Orensky"]
    assert chains == 3
    reasons = rows(store, "SELECT reason FROM link WHERE kind = 'same-entity' AND judgement = 'same' ORDER BY 1")
    assert ("last name alone; the story has one: `Volodymyr Orenskyy`",) in reasons
    assert speaker(store, "We open the sluice")[1] == speaker(store, "Nobody opens it")[1] == "Volodymyr Orenskyy"


def test_every_named_mention_has_its_entity(built: Build) -> None:
    store = built()
    assert rows(store, "SELECT count(*) FROM mention WHERE entity_id IS NULL") == [(0,)]
    assert rows(store, "SELECT count(*) FROM mention ANTI JOIN entity USING (entity_id)") == [(0,)]
    assert rows(store, "SELECT count(*) FROM attribution WHERE entity_id IS NULL") == [(0,)]


def test_an_id_is_that_of_the_first_chain(built: Build) -> None:
    store = built()
    ids = rows(store, "SELECT entity_id, chain_ids FROM entity")
    again = rows(built(), "SELECT entity_id, chain_ids FROM entity")
    assert ids == again
    assert all(chains == sorted(chains) for _, chains in ids)


def test_one_by_one_and_together_are_one_story(tmp_path: Path, built: Build) -> None:
    together = snapshot(built())
    store = tmp_path / "grown.duckdb"
    folder = tmp_path / "in"
    (folder / "decisions.toml").unlink()
    for name in ("d.txt", "s.txt", "b.txt", "a.txt", "c.txt"):
        build(folder / name, store)
    for table in ("mention", "entity", "link", "attribution"):
        assert snapshot(store)[table] == together[table]


# --- decisions --------------------------------------------------------------------------------------------------------------------------


def test_same_joins_two_names_everywhere(built: Build) -> None:
    store = built('[[same]]\nvalue = "Tom Lund"\nwith = "Orenskyy"\nnote = "his pen name"\n')
    assert rows(store, "SELECT reason, judgement FROM link WHERE \"by\" = 'person'") == [("his pen name", "same")]
    assert len(people(store)) == len(people(built())) - 1
    assert rows(store, "SELECT applied, remark FROM decision") == []  # the second build took it back


def test_different_keeps_apart_what_a_rule_joins(built: Build) -> None:
    store = built('[[different]]\nvalue = "Volodymyr Orenskyy"\nwith = "vladimir orensky"\n')
    assert {name for name, _ in people(store)} >= {"Volodymyr Orenskyy", "Vladimir Orensky"}
    assert rows(store, 'SELECT judgement, "by" FROM link WHERE "by" = \'person\'') == [("different", "person")]
    assert rows(store, "SELECT applied, remark, other FROM decision") == [(2, None, "vladimir orensky")]


def test_different_in_one_article(built: Build) -> None:
    more = "Boats\n\n“Boats wait,” said Tom Lund.\n"
    assert ("Tom Lund", 2) in people(built(e=more))
    store = built('[[different]]\narticle = "e.txt"\nvalue = "Tom Lund"\nwith = "Tom Lund"\n', e=more)
    assert [one for one in people(store) if one[0] == "Tom Lund"] == [("Tom Lund", 1), ("Tom Lund", 1)]


def test_a_persons_word_goes_before_every_rule(built: Build) -> None:
    """An article names both, and a rule would never join them."""
    store = built('[[same]]\nvalue = "Lund"\nwith = "Ada Lund"\n')
    assert ("Ada Lund", 1) in people(store)
    assert speaker(store, "The water rises")[1] == "Ada Lund"


def test_a_speaker_is_corrected_by_words_of_what_is_said(built: Build) -> None:
    store = built('[[speaker]]\nwords = "water rises,"\nvalue = "Tom Lund"\n')
    assert speaker(store, "The water rises") == ("Tom Lund", "Tom Lund", "person")
    assert speaker(store, "The water falls") == ("Tom Lund", "Tom Lund", "rule")
    assert rows(store, "SELECT applied, remark FROM decision") == [(1, None)]


def test_a_speaker_whom_no_article_names(built: Build) -> None:
    store = built('[[speaker]]\nwords = "said Lund"\nvalue = "Bram Ostler’s \'friend\'"\n')
    assert speaker(store, "The water rises") == ("Bram Ostler’s 'friend'", "Bram Ostler’s 'friend'", "person")
    assert rows(store, "SELECT type, articles, chain_ids FROM entity WHERE name LIKE 'Bram%'") == [(None, 0, [])]


@pytest.mark.parametrize(
    ("toml", "remark"),
    [
        ('[[same]]\nvalue = "Tom Lund"\nwith = "Nobody At-All"\n', "no article names 'Nobody At-All'"),
        ('[[different]]\narticle = "a.txt"\nvalue = "Tom Lund"\nwith = "Ada Lund"\n', "no article names 'Tom Lund' there"),
        ('[[speaker]]\nwords = "Talks end"\nvalue = "Tom Lund"\n', "its words are part of no attribution"),
        ('[[speaker]]\nwords = "never said"\nvalue = "Tom Lund"\n', "its words are in no article"),
        ('[[speaker]]\narticle = "z.txt"\nwords = "never said"\nvalue = "Tom Lund"\n', "no file 'z.txt' is in the story"),
    ],
)
def test_decisions_that_apply_to_nothing_say_why(built: Build, toml: str, remark: str) -> None:
    assert rows(built(toml), "SELECT applied, remark FROM decision") == [(0, remark)]
