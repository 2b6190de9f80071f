from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from handmade import NOTE, PAPER, WIRE, Said, Written, attribution, quotation, when, write_story

from firsthand.errors import NotAStory
from firsthand.model import SCHEMA_VERSION
from firsthand.view import say, words
from firsthand.view.queries import short_mark
from firsthand.view.story import Story


@pytest.mark.parametrize(
    ("name", "mark"),
    [("www.quay.example", "Qu"), ("news.quay.co.uk", "Qu"), ("The Harrow Courier", "HC"), ("Lantern Press Agency", "LPA"), ("Quay.", "Qu")],
)
def test_an_outlet_known_by_its_domain_is_marked_by_what_tells(name: str, mark: str) -> None:
    assert short_mark(name, set()) == mark


def test_overview_counts_what_is_known_and_what_is_not(small: Path) -> None:
    with Story.open(small) as story:
        overview = story.overview()
    assert (overview.articles, overview.articles_without_outlet, overview.articles_without_date) == (3, 1, 1)
    assert [(outlet.name, outlet.mark) for outlet in overview.outlets] == [
        ("Tallow Wire", "TW"),
        ("The Ostrel Evening Paper", "OEP"),
        (None, "T1"),
    ]
    assert (overview.first, overview.last) == (when(3), when(4, hour=23))
    assert (overview.files, overview.files_not_read, overview.findings, overview.unread) == (3, 1, 6, 1)
    assert say.deck(overview) == "3 articles from 2 outlets, 3 to 4\u00a0June\u00a02033"
    assert say.not_known(overview) == "Not known: the outlet of 1 article (T1) and the date of 1 article."


def test_articles_come_in_the_order_of_publication(small: Path) -> None:
    with Story.open(small) as story:
        articles = story.articles()
    assert [(view.number, view.article.path, view.outlet.mark) for view in articles] == [
        (1, "a/wire.txt", "TW"),
        (2, "b/paper.html", "OEP"),
        (3, "c/note.txt", "T1"),
    ]
    assert [(row.field, row.rule, row.used) for row in articles[0].metadata] == [
        ("outlet", "person", True),
        ("published", "person", True),
        ("title", "first line", True),
    ]
    assert say.furniture_counts(articles[0].furniture) == "byline, related links and title"


def test_who_groups_by_name_and_keeps_the_nameless_apart(small: Path) -> None:
    with Story.open(small) as story:
        speakers = story.who()
    assert [(one.name, one.named, len(one.quotes)) for one in speakers] == [
        ("Ilka Brandt", True, 3), ("Joost Remme", True, 1), ("a senior harbour official", False, 1), ("an official", False, 1)
    ]  # fmt: skip
    first = speakers[2].quotes[0]
    assert (first.cue, first.source, first.why_not_named) == ("said", "a senior harbour official", "because the order was not signed")
    assert speakers[0].quotes[0].to == "the Tallow Wire"


def test_two_unnamed_officials_are_not_taken_for_one(tmp_path: Path) -> None:
    texts = ["“Wait for the thaw and then decide,” an official said.", "Rain fell. “Nobody has asked the skippers yet,” an official said."]
    written = [
        Written(f"{n}.txt", text, said=[Said([text.split("“")[1].split("”")[0]], "an official", "said", None, "anonymous")])
        for n, text in enumerate(texts)
    ]
    with Story.open(write_story(tmp_path / "s.duckdb", written)) as story:
        assert len(story.who()) == 2


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"speaker": "brandt"}, ["Ilka Brandt"]),
        ({"source_class": "anonymous"}, ["a senior harbour official", "an official"]),
        ({"outlet": "evening"}, ["Ilka Brandt", "Joost Remme", "an official"]),
        ({"article": "a/wire.txt"}, ["Ilka Brandt", "a senior harbour official"]),
        ({"article": "no ferry"}, ["Ilka Brandt", "Joost Remme", "an official"]),
        ({"speaker": "nobody"}, []),
    ],
)
def test_who_can_be_narrowed(small: Path, asked: dict[str, str], names: list[str]) -> None:
    with Story.open(small) as story:
        assert [one.name for one in story.who(**asked)] == names


def test_similar_quotes_know_each_other_across_articles_only(small: Path) -> None:
    with Story.open(small) as story:
        quotes = {quote.finding.finding_id: quote for one in story.who() for quote in one.quotes}
    pairs = {(quote.spoken[:9], quotes[other.finding_id].spoken[:9]) for quote in quotes.values() for other in quote.similar}
    assert pairs == {("Ostrel wi", "We have c"), ("We have c", "Ostrel wi"), ("The ferry", "The ferry")}
    assert all(other.place.article_id != quote.place.article_id for quote in quotes.values() for other in quote.similar)


def test_pieces_tell_what_stood_in_quotation_marks(tmp_path: Path) -> None:
    path = write_story(tmp_path / "s.duckdb", [PAPER], [quotation(PAPER, "“sail on any day with water”")])
    with Story.open(path) as story:
        (mixed,) = [quote for one in story.who() for quote in one.quotes if quote.finding.form == "mixed"]
    assert [(piece.words, piece.quoted, piece.joint) for piece in mixed.pieces] == [
        ("he would", False, ""),
        ("sail on any day with water", True, " "),
    ]
    assert (mixed.spoken, mixed.quoted) == ("he would sail on any day with water", "sail on any day with water")


def test_brief_has_the_shared_quotes_first_and_each_speaker_once(small: Path) -> None:
    with Story.open(small) as story:
        brief = story.brief()
    assert brief.title == "Ferry line to Ostrel to stop for winter, harbour office says"
    assert [(line.speaker.name, len(line.places)) for line in brief.lines[:2]] == [("Ilka Brandt", 2), ("a senior harbour official", 2)]
    assert len({line.speaker.key for line in brief.lines}) == len(brief.lines)


def test_unread_outcomes_and_decisions(small: Path) -> None:
    with Story.open(small) as story:
        assert [(one.unread.words, one.place.outlet.mark) for one in story.unread()] == [("“green days”", "TW")]
        assert story.unread(article="b/paper.html") == []
        assert [outcome.path for outcome in story.outcomes()] == ["d/broken.pdf"]
        assert [(decision.position, decision.applied) for decision in story.decisions()] == [(1, 1), (2, 0)]


def test_a_person_s_entry_is_told_from_a_decision(small: Path) -> None:
    with Story.open(small) as story:
        view, decisions = story.articles()[0], story.decisions()
    told = {row.field: say.how(row, view, decisions) for row in view.metadata}
    assert told["outlet"] == "a person decided it (decisions.toml)"
    assert told["published"] == "a person gave it (sources.csv, or the head of the file)"
    assert told["title"] == "first line"


def test_an_empty_story_answers_everything(tmp_path: Path) -> None:
    with Story.open(write_story(tmp_path / "s.duckdb", [])) as story:
        assert story.overview().articles == 0
        assert (story.articles(), story.who(), story.unread(), story.outcomes(), story.decisions()) == ([], [], [], [], [])
        assert (story.brief().title, story.brief().lines) == (None, ())


def test_answers_do_not_depend_on_the_order_of_rows(tmp_path: Path) -> None:
    answers = []
    for name, written in (("a", [WIRE, PAPER, NOTE]), ("b", [NOTE, PAPER, WIRE])):
        with Story.open(write_story(tmp_path / f"{name}.duckdb", written)) as story:
            answers.append((story.overview(), story.articles(), story.who(), story.brief()))
    assert answers[0] == answers[1]


# --- what is no story ----------------------------------------------------------------------------------------------------------


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(NotAStory, match="firsthand build"):
        Story.open(tmp_path / "none.duckdb")


def test_no_database(tmp_path: Path) -> None:
    (tmp_path / "s.duckdb").write_text("not a database at all, only some words")
    with pytest.raises(NotAStory, match="no story file"):
        Story.open(tmp_path / "s.duckdb")


def test_a_database_that_is_no_story(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "s.duckdb")) as con:
        con.execute("CREATE TABLE article AS SELECT 1 AS x")
    with pytest.raises(NotAStory, match="but no story"):
        Story.open(tmp_path / "s.duckdb")


def test_a_newer_story(tmp_path: Path) -> None:
    path = write_story(tmp_path / "s.duckdb", [NOTE], schema_version=SCHEMA_VERSION + 1)
    with pytest.raises(NotAStory, match="Update Firsthand"):
        Story.open(path)


def test_a_story_cannot_reach_out_of_its_file(tmp_path: Path) -> None:
    path = write_story(tmp_path / "s.duckdb", [NOTE])
    (tmp_path / "secret.csv").write_text("words that are nobody's business\n")
    with duckdb.connect(str(path)) as con:
        con.execute(f"DROP TABLE decision; CREATE VIEW decision AS SELECT 1 position, 'x' kind, * FROM read_csv('{tmp_path}/secret.csv')")
    with Story.open(path) as story, pytest.raises(duckdb.PermissionException):
        story.decisions()


# --- words and dates -------------------------------------------------------------------------------------------------------------


def test_marks_are_short_and_unlike() -> None:
    taken: set[str] = set()
    for name in ["Lantern Press Agency", "The Astrevin Ledger", "Riverline24", "Ardent Ledger", "Ledger", None, None, "…", "The"]:
        taken.add(short_mark(name, taken))
    assert len(taken) == 9
    assert {"LPA", "AL", "Ri", "T1", "T2"} <= taken
    assert all(1 <= len(mark) <= 5 for mark in taken)


def test_an_article_with_an_interval_never_goes_before_one_that_is_known_to_be_earlier(tmp_path: Path) -> None:
    days: dict[str, Any] = {"a": (when(1), when(9)), "b": when(3), "c": (when(10), None), "d": None, "e": (None, when(2)), "f": when(12)}
    written = [replace(NOTE, path=path, outlet=path, published=days[path]) for path in days]
    with Story.open(write_story(tmp_path / "s.duckdb", written)) as story:
        assert [view.article.path for view in story.articles()] == ["e", "b", "a", "f", "c", "d"]
        assert [one.name for one in story.overview().outlets] == ["e", "b", "a", "f", "c", "d"]


def test_telling_words_are_folded() -> None:
    assert words.telling_words("The gates' opening, and the GATE’s U.S. Vassányi") == ["gate", "open", "gate", "us", "vassanyi"]


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        (None, None, "date not known"),
        (when(3), when(3, hour=18), "3 June 2033"),
        (when(1), when(30), "June 2033"),
        (dt.datetime(2033, 1, 1), dt.datetime(2033, 12, 31, 23), "2033"),
        (when(3), when(9), "between 3 and 9 June 2033"),
        (when(3), when(9, month=7), "between 3 June and 9 July 2033"),
        (when(3), dt.datetime(2034, 1, 2), "between 3 June 2033 and 2 January 2034"),
        (when(3), None, "not before 3 June 2033"),
        (None, when(3), "by 3 June 2033"),
    ],
)
def test_dates_in_words(earliest: dt.datetime | None, latest: dt.datetime | None, said: str) -> None:
    assert say.dates(earliest, latest).replace("\u00a0", " ") == said


@pytest.mark.parametrize(
    ("url", "link"),
    [("https://a.example/x", True), ("http://a.example", True), ("javascript:alert(1)", False), ("data:text/html,x", False), ("https:", False), ("//a.example", False), (None, False), ("http://[", False)],
)  # fmt: skip
def test_only_web_addresses_become_links(url: str | None, link: bool) -> None:
    assert (say.link(url) is not None) == link


def test_a_story_without_outlets_still_tells_texts_apart(tmp_path: Path) -> None:
    written = [replace(NOTE, path=f"{n}.txt", text=f"Text number {n}.\n") for n in range(3)]
    with Story.open(write_story(tmp_path / "s.duckdb", written)) as story:
        assert [view.outlet.mark for view in story.articles()] == ["T1", "T2", "T3"]
        assert say.deck(story.overview()) == "3 articles"


def test_a_line_is_told_once_and_by_who_says_it(tmp_path: Path) -> None:
    text = "“The ferry will sail on every day with water in the sound,” skipper Joost Remme said, according to the Tallow Wire.\n"
    words_said = "The ferry will sail on every day with water in the sound,"
    whole = Said([words_said, "skipper Joost Remme said"], "the Tallow Wire", "according to", "Tallow Wire", "outlet", "mixed")
    outer = attribution(Written("a.txt", text), whole)
    inner = Said([words_said], "Joost Remme", "said", "Joost Remme", within=outer.finding_id)
    with Story.open(write_story(tmp_path / "s.duckdb", [Written("a.txt", text, said=[whole, inner])])) as story:
        assert [(line.speaker.name, line.quote.relay) for line in story.brief().lines] == [("Joost Remme", "Tallow Wire")]
