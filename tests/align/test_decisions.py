"""What a person knows wins, is shown as theirs, and survives every rebuild."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from helpers import FERRY, build, rows, snapshot, write

from firsthand.verify import problems

pytestmark = pytest.mark.usefixtures("tiny")
Decide = Callable[..., Path]


@pytest.fixture
def decide(tmp_path: Path, articles: Path) -> Decide:
    """Builds the story with these decisions."""

    def build_with(toml: str, *, sources: str | None = None) -> Path:
        write(articles, {"decisions.toml": toml} | ({"sources.csv": sources} if sources is not None else {}))
        store = tmp_path / "story.duckdb"
        build(articles, store)
        assert not list(problems(store, [articles]))
        return store

    return build_with


def used(store: Path, path: str, field: str) -> list[tuple[Any, ...]]:
    return rows(
        store, "SELECT value, rule FROM metadata JOIN article USING (article_id) WHERE used AND path = ? AND field = ?", path, field
    )


def column(store: Path, path: str, name: str) -> Any:
    ((value,),) = rows(store, f"SELECT {name} FROM article WHERE path = ?", path)
    return value


@pytest.mark.parametrize(
    ("kind", "value"), [("outlet", "The Quay"), ("title", "No ferry"), ("byline", "O. Tamsin"), ("url", "https://quay.example/1")]
)
@pytest.mark.parametrize("where", ['article = "ferry.txt"', 'words = "Ferry to Dunmarrow"', 'article = "ferry.txt"\nwords = "Monday"'])
def test_metadata_by_path_by_words_and_by_both(decide: Decide, kind: str, value: str, where: str) -> None:
    store = decide(f'[[{kind}]]\n{where}\nvalue = "{value}"\nnote = "I saw the page"\n')
    assert column(store, "ferry.txt", kind) == value
    assert column(store, "wall.txt", kind) != value
    assert used(store, "ferry.txt", kind) == [(value, "person")]
    assert rows(store, "SELECT position, kind, value, note, applied, remark FROM decision") == [(1, kind, value, "I saw the page", 1, None)]


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ('"2031-08-02"', datetime(2031, 8, 2), datetime(2031, 8, 2, 23, 59, 59)),
        ("2031-08-02", datetime(2031, 8, 2), datetime(2031, 8, 2, 23, 59, 59)),
        ('"2031-08-02T10:30:00+02:00"', datetime(2031, 8, 2, 8, 30), datetime(2031, 8, 2, 8, 30)),
        ("2031-08-02T10:30:00+02:00", datetime(2031, 8, 2, 8, 30), datetime(2031, 8, 2, 8, 30)),
    ],
)
def test_published(decide: Decide, value: str, earliest: datetime, latest: datetime) -> None:
    store = decide(f'[[published]]\narticle = "ferry.txt"\nvalue = {value}\n')
    assert (column(store, "ferry.txt", "published_earliest"), column(store, "ferry.txt", "published_latest")) == (earliest, latest)


def test_furniture_by_words_takes_its_attributions_along(decide: Decide) -> None:
    store = decide('[[furniture]]\nwords = "“Thursday is an optimist’s guess,” said Oriel Tamsin."\n')
    assert rows(store, "SELECT words, kind, rule FROM furniture WHERE rule = 'person'") == [
        ("“Thursday is an optimist’s guess,” said Oriel Tamsin.", "other", "person")
    ]
    assert rows(store, "SELECT count(*) FROM attribution") == [(2,)]
    assert rows(store, "SELECT reason FROM unread") == [("furniture",)]


def test_furniture_at_every_place_of_its_words(decide: Decide) -> None:
    store = decide('[[furniture]]\nwords = "Oriel Tamsin"\n')
    assert rows(store, "SELECT path, words FROM furniture JOIN article USING (article_id) WHERE rule = 'person' ORDER BY ALL") == [
        ("bread.txt", "Oriel Tamsin"),
        ("ferry.txt", "Oriel Tamsin"),
    ]


def test_not_furniture(decide: Decide) -> None:
    store = decide("")
    assert rows(store, "SELECT words FROM furniture") == [("Share this page",)]
    store = decide('[[not-furniture]]\narticle = "ferry.txt"\nwords = "this page"\n')
    assert rows(store, "SELECT words FROM furniture") == []
    assert rows(store, "SELECT kind, applied FROM decision") == [("not-furniture", 1)]


def test_not_an_article(decide: Decide) -> None:
    store = decide('[[not-an-article]]\nwords = "Engineers look"\nnote = "a picture story"\n')
    assert rows(store, "SELECT path FROM article ORDER BY 1") == [("bread.txt",), ("ferry.txt",)]
    assert rows(store, "SELECT path, status, error FROM outcome WHERE stage = 'decision'") == [
        ("wall.txt", "skipped", "not an article, a person decided: a picture story")
    ]
    for table in ("block", "metadata", "furniture", "sentence", "quotation", "attribution", "unread"):
        assert rows(store, f"SELECT count(*) FROM {table} ANTI JOIN article USING (article_id)") == [(0,)], table
    store = decide("")
    assert rows(store, "SELECT count(*) FROM article") == [(3,)]


def test_what_no_longer_applies_is_listed_with_the_reason(decide: Decide) -> None:
    store = decide(
        '[[outlet]]\narticle = "ghost.txt"\nvalue = "A"\n[[title]]\nwords = "not there"\nvalue = "B"\n[[furniture]]\narticle = "ferry.txt"\nwords = "not there"\n'
    )
    assert rows(store, "SELECT applied, remark FROM decision ORDER BY position") == [
        (0, "no file 'ghost.txt' is in the story"),
        (0, "its words are in no article"),
        (0, "its words are not in 'ferry.txt'"),
    ]


def test_words_in_several_articles_are_counted(decide: Decide) -> None:
    store = decide('[[outlet]]\nwords = "Oriel Tamsin"\nvalue = "The Quay"\n')
    assert rows(store, "SELECT applied FROM decision") == [(2,)]
    assert rows(store, "SELECT path FROM article WHERE outlet = 'The Quay' ORDER BY 1") == [("bread.txt",), ("ferry.txt",)]


def test_a_persons_table_outranks_the_file(decide: Decide, articles: Path) -> None:
    write(articles, {"front.md": "---\noutlet: In the File\ntitle: In the File\n---\nBoats wait at the quay.\n"})
    store = decide("", sources="path,outlet,title\nfront.md,The Quay,\nferry.txt,,No ferry\n")
    assert column(store, "ferry.txt", "title") == "No ferry"
    assert used(store, "ferry.txt", "title") == [("No ferry", "person")]
    assert column(store, "front.md", "outlet") == "The Quay"
    assert column(store, "front.md", "title") == "In the File"


def test_a_decision_outranks_the_table(decide: Decide) -> None:
    store = decide('[[outlet]]\narticle = "ferry.txt"\nvalue = "The Quay"\n', sources="path,outlet\nferry.txt,Aaa Post\n")
    assert column(store, "ferry.txt", "outlet") == "The Quay"
    assert used(store, "ferry.txt", "outlet") == [("The Quay", "person")]
    assert ("Aaa Post", False) in rows(store, "SELECT value, used FROM metadata WHERE field = 'outlet'")


def test_a_decision_that_says_what_the_table_says_is_one_row(decide: Decide) -> None:
    store = decide('[[outlet]]\narticle = "ferry.txt"\nvalue = "The Quay"\n', sources="path,outlet\nferry.txt,The Quay\n")
    assert rows(store, "SELECT value, rule, used FROM metadata WHERE field = 'outlet'") == [("The Quay", "person", True)]


def test_the_last_of_two_decisions_counts(decide: Decide) -> None:
    store = decide('[[outlet]]\narticle = "ferry.txt"\nvalue = "A"\n[[outlet]]\nwords = "Ferry to"\nvalue = "B"\n')
    assert column(store, "ferry.txt", "outlet") == "B"


def test_they_survive_a_rebuild_without_the_file(decide: Decide, articles: Path) -> None:
    store = decide('[[outlet]]\narticle = "ferry.txt"\nvalue = "The Quay"\nnote = "logo"\n[[not-an-article]]\narticle = "wall.txt"\n')
    before = snapshot(store)
    (articles / "decisions.toml").unlink()
    build(articles, store)
    assert snapshot(store) == before
    write(articles, {"new.txt": "A second wall broke at the quay."})
    build(articles / "new.txt", store)
    assert column(store, "ferry.txt", "outlet") == "The Quay"
    assert len(rows(store, "SELECT * FROM decision")) == 2


def test_a_decision_waits_for_its_article(decide: Decide, articles: Path, tmp_path: Path) -> None:
    store = decide('[[outlet]]\narticle = "late.txt"\nvalue = "The Quay"\n')
    assert rows(store, "SELECT applied FROM decision") == [(0,)]
    write(articles, {"late.txt": "A second wall broke at the quay."})
    (articles / "decisions.toml").unlink()
    build(articles / "late.txt", store)
    assert column(store, "late.txt", "outlet") == "The Quay"
    assert rows(store, "SELECT applied, remark FROM decision") == [(1, None)]


def test_a_file_without_decisions_takes_them_back(decide: Decide) -> None:
    decide('[[outlet]]\narticle = "ferry.txt"\nvalue = "The Quay"\n')
    store = decide("# thought better of it\n")
    assert rows(store, "SELECT * FROM decision") == []
    assert column(store, "ferry.txt", "outlet") is None


def test_decisions_change_no_text(decide: Decide) -> None:
    store = decide('[[title]]\narticle = "ferry.txt"\nvalue = "X"\n[[furniture]]\nwords = "Ferry"\n')
    assert column(store, "ferry.txt", "text") == FERRY


@pytest.mark.parametrize("at", ["store", "option"])
def test_where_the_file_is_looked_for(tmp_path: Path, articles: Path, at: str) -> None:
    toml = '[[outlet]]\narticle = "ferry.txt"\nvalue = "The Quay"\n'
    store = tmp_path / "out" / "story.duckdb"
    write(store.parent, {"decisions.toml" if at == "store" else "mine.toml": toml})
    build(articles, store, decisions=None if at == "store" else store.parent / "mine.toml")
    assert column(store, "ferry.txt", "outlet") == "The Quay"


def test_equal_words_twice_in_one_article_are_marked_twice(decide: Decide, articles: Path) -> None:
    write(articles, {"twice.txt": "Tip us!\n\nBoats wait.\n\nTip us!\n"})
    store = decide('[[furniture]]\nwords = "Tip us!"\n[[furniture]]\narticle = "twice.txt"\nwords = "Tip us!"\n')
    found = rows(store, "SELECT span.start FROM furniture WHERE words = 'Tip us!' ORDER BY 1")
    assert found == [(0,), (22,)]
