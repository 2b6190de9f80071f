"""Candidates from the visible text, and the choice among them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.align.choose import ORDER, choose
from firsthand.dates import interval
from firsthand.model import Known, Metadata, MetadataField, Page
from firsthand.reading import read_bytes
from firsthand.reading.metadata import candidates

PARAGRAPH = "The reservoir above Harrow has fallen to a fifth of its depth, the water board said on Monday."


def page(text: str, name: str = "a.txt") -> Page:
    return read_bytes(text.encode("utf-8"), name, Known())[0].page


def found(text: str, field: MetadataField) -> list[tuple[str, str]]:
    return [(row.value, row.rule) for row in candidates(page(text)) if row.field == field]


# --- the visible text -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "field", "value", "rule"),
    [
        ("By Ines Varro", "byline", "Ines Varro", "byline"),
        ("BY INES VARRO AND PER ALDO", "byline", "INES VARRO AND PER ALDO", "byline"),
        ("(Reporting by Ines Varro in Lower Harrow and Per Öberg in Sael; editing by T. Lund)", "byline", "Ines Varro, Per Öberg", "reporting credit"),
        ("Harrow Week, 4 May 2031. From our own correspondent in Sael.", "published", "2031-05-04", "date alone"),
        ("© Harrow Courier Ltd 2031. All rights reserved.", "outlet", "Harrow Courier", "copyright line"),
        ("Author: Ines Varro", "byline", "Ines Varro", "byline"),
        ("By Ines Varro in Lower Harrow", "byline", "Ines Varro", "byline"),
        ("Ines Varro is the water editor of The Harrow Courier, follow her on Twitter @ivarro.", "byline", "Ines Varro", "author box"),
        ("Ines Varro is the water editor of The Harrow Courier, follow her on Twitter @ivarro.", "outlet", "The Harrow Courier", "author box"),
        ("© 2031 Harrow Courier. All rights reserved.", "outlet", "Harrow Courier", "copyright line"),
        ("This article originally appeared in The Harrow Courier.", "outlet", "The Harrow Courier", "first appeared"),
        ("Do you have a tip on a story that Harrow Week should cover?", "outlet", "Harrow Week", "tip line"),
        ("Published 4 May 2031, 10:12", "published", "2031-05-04T10:12:00", "date line"),
        ("Published: May 4, 2031 at 3:05 p.m.", "published", "2031-05-04T15:05:00", "date line"),
        ("Posted on 2031-05-04", "published", "2031-05-04", "date line"),
        ("Published 03/04/2031", "published", "[2031-03-04,2031-04-03]", "date line"),
        ("Published 23/04/2031", "published", "2031-04-23", "date line"),
        ("Last updated: 4 May 2031 10:12 GMT", "modified", "2031-05-04T10:12:00Z", "date line"),
        ("Sunday, 4 May 2031", "published", "2031-05-04", "date alone"),
        ("HARROW, 4 May 2031 (Harrow Agency) - The sluice was opened.", "published", "2031-05-04", "dateline"),
        ("Subscribe to continue reading", "extent", "cut", "paywall"),
    ],
)  # fmt: skip
def test_a_line_of_the_text(line: str, field: MetadataField, value: str, rule: str) -> None:
    text = f"{PARAGRAPH}\n{PARAGRAPH}\n{line}"
    assert (value, rule) in found(text, field)


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("The dam was opened on 4 May 2031 by the mayor of Lower Harrow and two engineers.", "published"),
        ("By Monday Evening the sluice was closed.", "byline"),
        ("Copyright 2031 The Associated Press. All rights reserved.", "outlet"),
        ("Updated figures came on 4 May 2031, the mayor of Harrow told the board and its engineers.", "modified"),
        ("She told this newspaper that the pumps are old.", "outlet"),
        ("Published 41/41/2031", "published"),
        ("HARROW, May 4 (Harrow Agency) - The sluice was opened.", "published"),
    ],
)
def test_a_line_that_says_nothing_of_the_kind(line: str, field: MetadataField) -> None:
    assert found(f"{PARAGRAPH}\n{line}\n{PARAGRAPH}", field) == []


def test_a_title() -> None:
    assert found(f"Harrow reservoir falls\n\n{PARAGRAPH}", "title") == [("Harrow reservoir falls", "first line")]
    assert found(f"close\nLocal\n\nWho pays for the pumps?\n\n{PARAGRAPH}", "title") == [("Who pays for the pumps?", "first line")]


@pytest.mark.parametrize(
    "lines",
    [
        ["HARROW RADIO", "News Service in English", "Print version", "Harrow reservoir falls again"],
        ["Harrow reservoir falls again", "Harrow reservoir falls again - Harrow Radio"],
        ["Harrow Radio | Harrow reservoir falls again", "Harrow reservoir falls again"],
        ["Harrow reservoir falls again | Harrow Radio"],
        ["Harrow Radio :: Harrow reservoir falls again"],
        ["# Harrow reservoir falls again"],
    ],
)
def test_a_title_under_a_masthead(lines: list[str]) -> None:
    text = "\n".join([*lines, PARAGRAPH, "© Harrow Radio 2031"])
    assert [value for value, _ in found(text, "title")] == ["Harrow reservoir falls again"]


def test_the_site_beside_the_title() -> None:
    title = "Harrow reservoir falls again"
    assert found(f"{title}\n{title} | Water | Harrow Radio\n{PARAGRAPH}", "outlet") == [("Harrow Radio", "title suffix")]


def test_the_part_of_the_title_that_the_page_shows() -> None:
    html = f"<html><head><title>Harrow Radio :: Dam falls again</title></head><body><div>Dam falls again</div><p>{PARAGRAPH * 3}</p></body></html>"
    rows = [(row.field, row.value, row.rule) for row in candidates(page(html, "a.html"))]
    assert ("title", "Dam falls again", "headline") in rows
    assert ("outlet", "Harrow Radio", "title suffix") in rows


def test_what_costs_is_cut_only_where_it_breaks_off() -> None:
    paid = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    end = "The mayor of Lower Harrow has asked the board of the valley for two more of the old pumps and for a"
    for last, expected in ((PARAGRAPH, []), (end, ["cut"])):
        body = "".join(
            f"<p>On day {i} of the drought the board of {name} met the mayor.</p>" for i, name in enumerate(("Sael", "Harrow", "Ormund"))
        )
        html = f"<html><head>{paid}</head><body><article><h1>Harrow falls dry</h1>{body}<p>{last}</p></article></body></html>"
        assert [row.value for row in candidates(page(html, "a.html")) if row.field == "extent"] == expected


@pytest.mark.parametrize("text", [PARAGRAPH, f"{PARAGRAPH}\n{PARAGRAPH}", "Harrow reservoir falls", f"By Ines Varro\n{PARAGRAPH}"])
def test_no_title(text: str) -> None:
    assert found(text, "title") == []


def test_a_text_that_breaks_off() -> None:
    assert found(f"{PARAGRAPH}\nThe board will meet ag…", "extent") == [("cut", "cut sentence")]
    assert found(PARAGRAPH, "extent") == []


def test_heading_of_a_page() -> None:
    html = f"<html><body><h1>Harrow reservoir falls</h1><p>{PARAGRAPH * 3}</p></body></html>"
    rows = [row for row in candidates(page(html, "a.html")) if row.field == "title"]
    assert [(row.value, row.rule) for row in rows] == [("Harrow reservoir falls", "h1")]


@given(st.lists(st.sampled_from([PARAGRAPH, "By Ines Varro", "4 May 2031", "© 2031 Harrow"]) | st.text(max_size=60), max_size=8))
def test_spans_and_words_agree(lines: list[str]) -> None:
    text = "\n".join(["x", *lines]).encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")
    article = page(text)
    for row in candidates(article):
        assert row.span is not None
        assert row.words is not None
        assert article.text[row.span.start : row.span.end] == row.words


# --- the choice -------------------------------------------------------------------------------------------------------------------------


def row(field: MetadataField, value: str, rule: str, visible: bool = False) -> Metadata:
    article = page(value)
    return Metadata("a", field, value, article.blocks[0].span if visible else None, value if visible else None, rule)


def used(*rows: Metadata) -> list[str]:
    return [r.value for r in choose(rows) if r.used]


def test_what_a_person_knows_wins() -> None:
    assert used(row("outlet", "b", "json-ld publisher"), row("outlet", "a", "person")) == ["a"]


def test_the_site_s_own_name_goes_before_the_publisher() -> None:
    assert used(row("outlet", "Harrow Agency", "json-ld publisher"), row("outlet", "Harrow Week", "meta og:site_name")) == ["Harrow Week"]


def test_the_url_is_the_last_resort() -> None:
    assert used(row("outlet", "harrow.example", "url domain")) == ["harrow.example"]
    assert used(row("outlet", "harrow.example", "url domain"), row("outlet", "Harrow", "meta og:site_name")) == ["Harrow"]


def test_visible_candidates_that_conflict_are_not_used() -> None:
    assert used(row("byline", "Ines Varro", "byline", True), row("byline", "Per Aldo", "byline", True)) == []
    assert used(row("byline", "Ines Varro", "byline", True), row("byline", "INES VARRO", "byline", True)) == ["Ines Varro"]


@given(
    st.lists(
        st.tuples(st.sampled_from(sorted(ORDER)), st.sampled_from("ab"), st.sampled_from(["person", "json x", "byline", "odd"])), max_size=9
    )
)
def test_at_most_one_of_a_field_is_used(picks: list[tuple[MetadataField, str, str]]) -> None:
    rows = [Metadata("a", field, value, None, None, rule) for field, value, rule in picks]
    chosen = choose(rows)
    assert [(r.field, r.value, r.rule) for r in chosen] == picks
    for field in ORDER:
        assert sum(r.used for r in chosen if r.field == field) <= 1


@pytest.mark.parametrize(
    ("value", "earliest", "latest"),
    [
        ("2031-05-04", datetime(2031, 5, 4, tzinfo=UTC), datetime(2031, 5, 4, 23, 59, 59, tzinfo=UTC)),
        ("2031-05-04T10:12:00", datetime(2031, 5, 4, tzinfo=UTC), datetime(2031, 5, 4, 23, 59, 59, tzinfo=UTC)),
        ("2031-05-04T10:12:00+02:00", datetime(2031, 5, 4, 8, 12, tzinfo=UTC), datetime(2031, 5, 4, 8, 12, tzinfo=UTC)),
        ("2031-05-04T10:12:30Z", datetime(2031, 5, 4, 10, 12, 30, tzinfo=UTC), datetime(2031, 5, 4, 10, 12, 30, tzinfo=UTC)),
        ("[2031-03-04,2031-04-03]", datetime(2031, 3, 4, tzinfo=UTC), datetime(2031, 4, 3, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_range_of_a_date(value: str, earliest: datetime, latest: datetime) -> None:
    assert interval(value) == (earliest, latest)


@given(st.text(max_size=20))
def test_no_range_of_what_is_no_date(value: str) -> None:
    span = interval(value)
    assert span is None or span[0] <= span[1]
