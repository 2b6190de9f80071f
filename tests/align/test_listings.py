"""Pages that list articles: kept and frozen, named in an outcome, and nothing of them is a finding, unless a person knows better."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers import build, rows, write

SPEECH = "“The reservoir has fallen to a fifth of its depth,” said Ines Varro of the water board on Monday."
OTHER = "“We have no money for pumps,” said Per Aldo, the mayor of Lower Harrow."
STORY = [
    SPEECH,
    "Engineers opened the lower sluice for the first time since the dry summer nine years ago, and nobody knows when it will close.",
    "Farmers downstream have been told to expect no more than four hours of water a day until the autumn rains have come.",
    "The board will meet again on Thursday to decide whether the pumping station can be kept open through the winter months.",
]
SITE = '<meta property="og:site_name" content="Harrow Week">'


def page(body: str, head: str = "") -> str:
    return f'<html lang="en"><head><title>Harrow Week</title>{SITE}{head}</head><body>{body}</body></html>'


LISTING = page(
    "<h1>Water</h1>"
    + "".join(f'<div><h3><a href="/{i}">Pumps arrive three weeks late {i}</a></h3><p>The board met on day {i}.</p></div>' for i in range(6))
    + f"<p>{SPEECH}</p><p>{OTHER}</p>",
    '<link rel="canonical" href="https://harrow.example/tag/water/">',
)
ARTICLE = page("<article><h1>Harrow reservoir falls</h1>" + "".join(f"<p>{line}</p>" for line in STORY) + "</article>")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "articles", {"list.html": LISTING, "falls.html": ARTICLE})


def paths(store: Path, table: str) -> list[str]:
    return [path for (path,) in rows(store, f"SELECT DISTINCT path FROM {table} JOIN article USING (article_id) ORDER BY 1")]


def test_a_listing_is_kept_and_nothing_is_found_in_it(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "story.duckdb"
    build(folder, store)
    assert paths(store, "block") == ["falls.html", "list.html"]
    assert paths(store, "attribution") == ["falls.html"]
    sql = "SELECT count(*) FROM unread JOIN article USING (article_id) WHERE path = 'list.html' AND kind = 'quotation' AND reason = 'furniture'"
    assert rows(store, sql) == [(2,)]
    ((path, status, error),) = rows(store, "SELECT path, status, error FROM outcome WHERE stage = 'kind'")
    assert (path, status) == ("list.html", "skipped")
    assert "lists other articles and is none (address): kept, not analysed." in error
    assert '[[an-article]] article = "list.html"' in error


def test_what_a_listing_repeats_of_an_article_is_no_furniture_there(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "story.duckdb"
    build(folder, store)
    marked = rows(store, "SELECT f.words FROM furniture f JOIN article USING (article_id) WHERE path = 'falls.html'")
    assert SPEECH not in {words for (words,) in marked}


def test_a_person_says_that_it_is_an_article(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "story.duckdb"
    build(folder, store)
    decisions = tmp_path / "decisions.toml"
    decisions.write_text('[[an-article]]\narticle = "list.html"\n')
    build(folder, store, decisions=decisions)
    assert "list.html" in paths(store, "attribution")
    assert rows(store, "SELECT count(*) FROM outcome WHERE stage = 'kind'") == [(0,)]
    assert rows(store, "SELECT value, rule FROM metadata WHERE field = 'kind' AND used AND rule = 'person'") == [("article", "person")]
    assert rows(store, "SELECT applied FROM decision") == [(1,)]
