"""Dates and numbers: in what order, in what words, on the page and in the terminal."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import EBB, NOTE, TIDE, VALUES, time_of, write_story

from firsthand.cli import main
from firsthand.view import values
from firsthand.view.report import LARGE_ARTICLES, render_page
from firsthand.view.story import Story
from firsthand.view.timeline import LINES_OF_LARGE


@pytest.fixture
def tide(tmp_path: Path) -> Path:
    return write_story(tmp_path / "tide.duckdb", [TIDE, EBB], VALUES)


def plain(words: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", words)).replace("\u00a0", " ")


def heads(days: tuple[values.Day, ...]) -> list[str]:
    return [day.heading.replace("\u00a0", " ") for day in days]


def test_dates_stand_in_the_order_of_their_days(tide: Path) -> None:
    with Story.open(tide) as story:
        rows = story.timeline()
        found = values.timeline(rows)
    assert [row.words for row in rows[:6]] == ["3 March 2029", "3 March 2029", "Monday", "Thursday evening", "Monday", "May"]
    assert heads(found.days) == ["Saturday 3 March 2029", "Monday 6 June 2033", "Thursday 9 June 2033", "Monday 13 June 2033", "May 2034"]
    assert heads(found.unplaced) == [
        "Not placed: the day of publication is not known",
        "The present, the past or the future, with no day told",
        "Lengths of time",
    ]
    assert "sources.csv" in found.unplaced[0].remedy


def test_a_longer_stretch_goes_before_what_begins_with_it(tmp_path: Path) -> None:
    rows = [
        time_of(TIDE, "Monday", "2033-05-01", "2033-05-01"),
        time_of(TIDE, "May", "2033-05", "2033-05-01/2033-05-31"),
        time_of(TIDE, "Thursday evening", "2033", "2033-01-01/2033-12-31"),
        time_of(TIDE, "two hours", None, "2033-05-01/"),
    ]
    with Story.open(write_story(tmp_path / "s.duckdb", [TIDE], rows)) as story:
        assert [row.words for row in story.timeline()] == ["Thursday evening", "two hours", "May", "Monday"]


def test_the_same_sentence_is_told_once_with_all_that_have_it(tide: Path) -> None:
    with Story.open(tide) as story:
        first = values.timeline(story.timeline()).days[0]
    (row,) = first.rows
    assert [one.place.path for one in row.all] == ["g/tide.txt", "h/ebb.txt"]
    assert values.articles(first.rows) == 2


def test_a_date_stands_in_its_sentence(tide: Path) -> None:
    with Story.open(tide) as story:
        for row in story.timeline():
            assert row.sentence[row.offset : row.offset + len(row.words)] == row.words
            before, after = values.beside(row)
            assert before + row.words + after == row.sentence


def test_a_long_sentence_is_shown_around_the_words(tmp_path: Path) -> None:
    long = replace(TIDE, text="The tide " * 40 + "of Monday came " + "and went " * 40 + ".\n", said=())
    with Story.open(write_story(tmp_path / "s.duckdb", [long], [time_of(long, "Monday", "2033-06-06", "2033-06-06")])) as story:
        (row,) = story.timeline()
    before, after = values.beside(row)
    assert before.startswith("… ")
    assert after.endswith(" …")
    assert before[2:] + row.words + after[:-2] in row.sentence
    assert len(before + after) < 200


def test_questions_can_be_narrowed(tide: Path) -> None:
    with Story.open(tide) as story:
        assert {row.place.path for row in story.timeline(outlet="Gazette")} == {"h/ebb.txt"}
        assert story.quantities(article="h/ebb.txt") == []
        assert [(one.words, one.says.replace("\u00a0", " ")) for one in story.quantities()] == [
            ("40", "40"),
            ("Two", "2"),
            ("12 per cent", "12 per cent"),
        ]


def test_the_page_lists_dates_and_marks_them_in_the_text(tide: Path) -> None:
    with Story.open(tide) as story:
        page = render_page(story)
    section = page.split('<section id="timeline"')[1].split("</section>\n\n<section id=")[0]
    assert "Saturday 3 March 2029 in 2 articles" in plain(section)
    for address in re.findall(r'href="#(value=[^"]*)"', section):
        assert f'id="{address}"' in page
    for address in re.findall(r'href="#(about=[^"]*)"', page):
        assert f'id="{address}"' in page
    marks = re.findall(r'<(?:a|span)[^>]* class="([^"]*)"[^>]*title="([^"]*)">([^<]*)<', page.split("<article")[1].split("</article>")[0])
    told = [(kind, html.unescape(title).replace("\u00a0", " "), words) for kind, title, words in marks]
    assert ("d", "Saturday 3 March 2029\nthe date as it is written", "3 March 2029") in told
    assert ("m d", "Monday 13 June 2033\nthe first Monday from the day of publication (10 June 2033) on", "Monday") in told
    assert ("m n", "40\nwhat is counted: “ferries”", "40") in told
    assert "7 dates and times, 3 numbers in this article" in plain(page)


@pytest.mark.parametrize(
    ("value", "days", "begins"),
    [("2033-06", "2033-06-01/2033-06-30", "2033-06"), (None, "2033-06-03/2033-07-09", "2033-06-03/2033-07-09"), (None, "/2033-07-09", "../2033-07-09"), (None, "", "")],
)  # fmt: skip
def test_a_decision_begins_with_the_value_or_the_days(tmp_path: Path, value: str | None, days: str, begins: str) -> None:
    with Story.open(write_story(tmp_path / "s.duckdb", [TIDE], [time_of(TIDE, "May", value, days)])) as story:
        assert f' data-v="{begins}" href=' in render_page(story)


def test_a_reason_for_the_day_of_publication_is_told_in_words(tide: Path) -> None:
    with Story.open(tide) as story:
        page = plain(render_page(story))
    assert "published between 11 and 14 June 2033" in page
    assert "Date worked out: it tells of “Thursday”; it was captured on 14 June 2033" in page
    assert "Not known: the exact day of 1 article." in page


def test_a_page_of_excerpts_has_no_other_sentences_and_no_link_that_leads_nowhere(tide: Path) -> None:
    with Story.open(tide) as story:
        page = render_page(story, excerpts=True)
    assert "The tide gate broke" not in page
    assert "nobody came" not in page
    assert "3 March 2029" in page
    for address in re.findall(r'href="#(value=[^"]*)"', page):
        assert f'id="{address}"' in page
    assert re.search(r'href="#value=[^"]*"><span class="told">Monday', page)


def test_an_empty_timeline_says_why(tmp_path: Path) -> None:
    with Story.open(write_story(tmp_path / "none.duckdb", [NOTE])) as story:
        assert "No date: these articles name no day" in render_page(story)
    with Story.open(write_story(tmp_path / "s.duckdb", [EBB], [row for row in VALUES if row.article_id == EBB.article_id][1:])) as story:
        page = render_page(story)
    assert "No date could be placed on a day. Not placed: the day of publication is not known." in plain(page)


def test_a_large_page_shows_some_of_a_day_and_says_how_many_more(tmp_path: Path) -> None:
    written = [replace(TIDE, path=f"{n:03}.txt", text=f"Ferry {n} came on Monday.\n", url=None, said=()) for n in range(LARGE_ARTICLES + 1)]
    rows = [time_of(one, "Monday", "2033-06-06", "2033-06-06", rule="r") for one in written]
    with Story.open(write_story(tmp_path / "s.duckdb", written, rows)) as story:
        page = render_page(story)
    assert page.count('<li class="row" data-d=') == LINES_OF_LARGE
    assert f"and {LARGE_ARTICLES + 1 - LINES_OF_LARGE} more: <code>firsthand timeline</code>" in page
    assert page.count(' data-x="0">Monday</a>') == LARGE_ARTICLES + 1
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found
    assert [one.replace("\u00a0", " ") for one in json.loads(found[1])["told"]] == ["2033-06-06\nMonday 6 June 2033\nr"]


# --- in the terminal -------------------------------------------------------------------------------------------------------------------


def test_the_terminal_lists_the_same(tide: Path) -> None:
    result = CliRunner().invoke(main, ["timeline", str(tide)])
    assert result.exit_code == 0
    printed = plain(result.output)
    assert printed.index("Saturday 3 March 2029") < printed.index("May 2034") < printed.index("Lengths of time")
    assert "    The tide gate broke on [3 March 2029].\n    Tallow Wire · 2033-06-10 · g/tide.txt · the date as it is written\n" in printed
    assert "    the same sentence in Harbour Gazette · 2033-06-11/2033-06-14 · h/ebb.txt\n" in printed
    assert "Thursday 9 June 2033, in the evening" in printed


def test_json_has_every_row_with_its_words_and_reason(tide: Path) -> None:
    rows = json.loads(CliRunner().invoke(main, ["timeline", str(tide), "--json"]).output)
    assert len(rows) == 9
    assert {"finding", "place", "words", "says", "why", "sentence", "offset"} == set(rows[0])
    assert rows[0]["finding"]["earliest"] == "2029-03-03"
    assert rows[-1]["place"]["path"] == "h/ebb.txt"


def test_an_interval_of_publication_is_printed_as_one(tide: Path) -> None:
    printed = CliRunner().invoke(main, ["timeline", str(tide), "--article", "h/ebb.txt"]).output
    assert "Harbour Gazette · 2033-06-11/2033-06-14 · h/ebb.txt" in printed


def test_words_of_articles_cannot_steer_terminal_or_page(tmp_path: Path) -> None:
    words = "3 <b>May</b> \x1b[31m\u202e2031"
    hostile = replace(TIDE, text=f"\x1b]0;owned\x07Ferry </article><script>x</script> on {words}.\n", said=())
    store = write_story(tmp_path / "s.duckdb", [hostile], [time_of(hostile, words, "<i>\x1b", "2031-05-03", rule="`<u>` \x1b[2J")])
    for arguments in (["timeline", str(store)], ["timeline", str(store), "--json"]):
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0
        assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", result.output)
    assert json.loads(result.output)[0]["words"] == words
    with Story.open(store) as story:
        page = render_page(story)
    for markup in ("<b>May", "<script>x", "<u>", "<i>\x1b"):
        assert markup not in page


def test_a_story_without_dates_says_so(tmp_path: Path) -> None:
    store = write_story(tmp_path / "s.duckdb", [NOTE])
    assert "No date: these articles name no day" in CliRunner().invoke(main, ["timeline", str(store)]).output
