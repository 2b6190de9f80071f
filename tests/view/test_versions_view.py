"""An article with versions counts once, and so does what all of them quote."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import NOTE, PAPER, WIRE, Said, Written, when, write_story

from firsthand.cli import main
from firsthand.model import Link, Neighbour, digest
from firsthand.view import say
from firsthand.view.report import render_page
from firsthand.view.story import Story
from firsthand.view.versions import comparisons, once, works

KEPT = "Ostrel will not be cut off. We have carried salt by sledge before."
CHANGED = "The ferry will sail only if the ice report is green on the morning of departure,"
LATER = Written(
    path="a/wire2.txt", outlet="Tallow Wire", title=WIRE.title, url=WIRE.url, published=when(3),
    text=f"“{CHANGED}” a senior harbour official said. Mayor Ilka Brandt told the Tallow Wire on Monday: “{KEPT}”\n",
    said=(
        Said([CHANGED], "a senior harbour official", "said", None, "anonymous", roles=(("descriptor", "senior harbour official"),)),
        Said([KEPT], "Mayor Ilka Brandt", "told", "Ilka Brandt"),
    ),
)  # fmt: skip


def link(one: Written, other: Written, kind: str | None = "updated", judgement: str = "same") -> Link:
    name = digest("link", "version-of", one.article_id, other.article_id)
    why = f"one address, tallow.example/1: {kind or 'unsure'} for a reason"
    return Link(name, "version-of", one.article_id, other.article_id, judgement, kind, why, (), "rule")  # type: ignore[arg-type]


def neighbours(alone: Sequence[Written], *groups: Sequence[Written]) -> list[Neighbour]:
    rows = [Neighbour(one.article_id, None, 0.02, None, True, None) for one in alone]
    return rows + [Neighbour(one.article_id, None, 0.5, number, False, None) for number, group in enumerate(groups, 1) for one in group]


@pytest.fixture
def updated(tmp_path: Path) -> Path:
    return write_story(tmp_path / "s.duckdb", [WIRE, LATER, PAPER, NOTE], [link(WIRE, LATER), *neighbours([NOTE], [WIRE, LATER, PAPER])])


def test_versions_count_as_one_article(updated: Path) -> None:
    with Story.open(updated) as story:
        overview = story.overview()
        brief = story.brief()
    assert (overview.articles, overview.versions) == (3, 1)
    assert [(outlet.mark, outlet.articles) for outlet in overview.outlets] == [("TW", 1), ("OEP", 1), ("T1", 1)]
    assert say.deck(overview).startswith("3 articles (1 more version of these) from 2 outlets")
    assert all(len({place.work for place in line.places}) == len({place.outlet.key for place in line.places}) for line in brief.lines)


def test_a_version_comes_after_the_one_that_stands_for_it(updated: Path) -> None:
    with Story.open(updated) as story:
        assert [view.article.path for view in story.articles()] == ["a/wire2.txt", "a/wire.txt", "b/paper.html", "c/note.txt"]
        (version,) = story.versions()
    assert (version.place.path, version.following.path, version.standing.path) == ("a/wire.txt", "a/wire2.txt", "a/wire2.txt")
    assert say.version(version) == "an earlier version of"


def test_a_quote_of_both_versions_is_shown_once(updated: Path) -> None:
    with Story.open(updated) as story:
        quotes = {quote.spoken: quote for quote in story.quotes() if quote.place.outlet.mark == "TW"}
        kept = [quote for quote in story.quotes() if quote.spoken == KEPT]
        brandt = story.who(speaker="Brandt")[0]
    (one,) = kept
    assert one.place.path == "a/wire2.txt"
    assert [other.place.path for other in one.versions] == ["a/wire.txt"]
    assert one.gone is None
    assert len({quote.place.work for quote in brandt.quotes}) == 2
    assert quotes[CHANGED].gone is None
    assert quotes[CHANGED].versions == ()


def test_a_quote_that_the_later_version_lacks_is_told_to_be_gone(updated: Path) -> None:
    with Story.open(updated) as story:
        quotes = {quote.spoken: quote for quote in story.quotes() if quote.place.path == "a/wire.txt"}
    before = quotes[CHANGED.replace("will sail", "may sail")]
    assert before.gone is not None
    assert (before.gone.place.path, before.gone.type, before.gone.stands) == ("a/wire2.txt", "updated", False)
    assert say.gone(before.gone) == "no longer in the later version"
    assert {similar.place.path for similar in before.similar} == {"a/wire2.txt", "b/paper.html"}


def test_words_that_stand_in_the_later_version_are_not_told_to_be_gone(tmp_path: Path) -> None:
    told = replace(LATER, said=(LATER.said[0],))  # the words of the mayor are there, but no row says who says them
    path = write_story(tmp_path / "s.duckdb", [WIRE, told], [link(WIRE, told)])
    with Story.open(path) as story:
        (quote,) = (quote for quote in story.quotes() if quote.spoken == KEPT)
    assert quote.gone is not None
    assert quote.gone.stands
    assert say.gone(quote.gone) == "in the later version its words stand otherwise"


@pytest.mark.parametrize(("kind", "words"), [("undated", "not in the other version"), ("duplicate", "not in the other form of the page")])
def test_nothing_is_later_where_no_date_tells(tmp_path: Path, kind: str, words: str) -> None:
    path = write_story(tmp_path / "s.duckdb", [WIRE, LATER], [link(WIRE, LATER, kind)])
    with Story.open(path) as story:
        gone = [say.gone(quote.gone) for quote in story.quotes() if quote.gone]
    assert set(gone) == {words}


def test_an_unsure_link_joins_nothing(tmp_path: Path) -> None:
    path = write_story(tmp_path / "s.duckdb", [WIRE, LATER], [link(WIRE, LATER, None, "unsure")])
    with Story.open(path) as story:
        overview = story.overview()
        assert (overview.articles, overview.versions) == (2, 0)
        assert sum(quote.spoken == KEPT for quote in story.quotes()) == 2
        (version,) = story.versions()
        assert say.version(version) == "found at the same address as"


def test_what_a_text_quotes_twice_stays_twice(updated: Path) -> None:
    with Story.open(updated) as story:
        (later,) = (quote for quote in story.quotes() if quote.spoken == KEPT)
        of, places = works(story.con), {later.place.article_id: later.place, later.versions[0].place.article_id: later.versions[0].place}
    again = replace(later.versions[0], finding=replace(later.versions[0].finding, finding_id="again"))
    one, two = once([replace(later, versions=()), later.versions[0], again], of, places, {later.place.article_id: "Other words."})
    assert (len(one.versions), one.gone) == (1, None)
    assert (two.finding.finding_id, two.versions, two.gone is not None) == ("again", (), True)


def test_three_versions_stand_behind_the_last(tmp_path: Path) -> None:
    middle = replace(LATER, path="a/wire1.txt", text=LATER.text + "A middle line.\n")
    path = write_story(tmp_path / "s.duckdb", [WIRE, middle, LATER], [link(WIRE, middle), link(middle, LATER)])
    with Story.open(path) as story:
        assert story.overview().articles == 1
        assert [view.article.path for view in story.articles()] == ["a/wire2.txt", "a/wire1.txt", "a/wire.txt"]
        (kept,) = (quote for quote in story.quotes() if quote.spoken == KEPT)
        assert [other.place.path for other in kept.versions] == ["a/wire1.txt", "a/wire.txt"]


def test_the_pile_names_what_shares_nothing_and_the_groups(updated: Path) -> None:
    with Story.open(updated) as story:
        pile = story.pile()
    assert (pile.articles, [place.path for place in pile.alone], pile.not_told) == (3, ["c/note.txt"], 0)
    assert [[place.path for place in group.places] for group in pile.groups] == [["a/wire2.txt", "b/paper.html"]]
    assert say.pile(pile) == "1 of 3 articles shares next to nothing with the rest"


def test_the_page_shows_versions_under_their_article_and_what_is_alone(updated: Path) -> None:
    with Story.open(updated) as story:
        page = render_page(story)
        pairs = comparisons(story.quotes(), story.versions())
    section = page.split('<section id="articles"')[1].split('<section id="unread"')[0]
    assert re.search(r"An earlier version of <a href=\"#article=\w+\">", section)
    pair = pairs[WIRE.article_id]
    assert f'href="#compare={pair[0]},{pair[1]}"' in section
    assert "1 article shares next to nothing with the other 2" in section
    assert "in 2 versions of the article" in page
    assert "no longer in the later version" in page
    assert page.count(f"<q>{KEPT}</q>") <= 2  # once in the brief, once in who said what
    for finding in pair:
        assert f'id="finding={finding}"' in page


def test_a_page_without_versions_says_nothing_of_them(small: Path) -> None:
    with Story.open(small) as story:
        page = render_page(story)
    assert "version of" not in page
    assert "next to nothing" not in page


def test_the_terminal_says_it(updated: Path) -> None:
    said = CliRunner().invoke(main, ["who", str(updated)]).output
    assert "in 2 versions of the article" in said
    assert "no longer in the later version (a/wire2.txt)" in said
    assert said.count(KEPT.split(". ", maxsplit=1)[0]) == 1
    assert (
        "1 of 3 articles shares next to nothing with the rest: outlet not known · c/note.txt"
        in CliRunner().invoke(main, ["unread", str(updated)]).output
    )


def test_json_has_versions_and_pile(updated: Path) -> None:
    told = json.loads(CliRunner().invoke(main, ["unread", str(updated), "--json"]).output)
    assert [place["path"] for place in told["pile"]["alone"]] == ["c/note.txt"]
    assert [(one["place"]["path"], one["following"]["path"], one["link"]["type"]) for one in told["versions"]] == [
        ("a/wire.txt", "a/wire2.txt", "updated")
    ]
    speakers = json.loads(CliRunner().invoke(main, ["who", str(updated), "--json"]).output)
    quotes = [quote for speaker in speakers for quote in speaker["quotes"]]
    assert [[other["place"]["path"] for other in quote["versions"]] for quote in quotes if quote["versions"]] == [["a/wire.txt"]]
    assert {quote["gone"]["place"]["path"] for quote in quotes if quote["gone"]} == {"a/wire2.txt"}


def test_an_outlet_of_which_only_a_version_is_left_is_not_counted(tmp_path: Path) -> None:
    amp = replace(WIRE, path="amp.txt", outlet="amp.tallow.example")
    path = write_story(tmp_path / "s.duckdb", [amp, LATER], [link(amp, LATER, "duplicate")])
    with Story.open(path) as story:
        assert say.deck(story.overview()).startswith("1 article (1 more version of these) from 1 outlet,")
