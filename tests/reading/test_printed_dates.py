"""Dates in words and digits, in addresses, and the outlet's own clock."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.align.choose import choose
from firsthand.model import Known, Page
from firsthand.reading import Problem, read_bytes
from firsthand.reading.metadata import candidates
from firsthand.reading.patterns import patterns
from firsthand.reading.printed_dates import dates, in_url, in_zone, iso, offset, own_offset

MONTHS = patterns(None).months
PARAGRAPH = "The reservoir above Harrow has fallen to a fifth of its depth, the water board said on Monday."


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Sun May 4 21:57:01 UTC 2031", "2031-05-04T21:57:01Z"),
        ("May 4 15:23 2031", "2031-05-04T15:23:00"),
        ("4 de May de 2031", "2031-05-04"),
        ("4. May 2031", "2031-05-04"),
        ("10:48, Sun, May 4, 2031", None),
        ("10:48 May 4, 2031", "2031-05-04T10:48:00"),
        ("4 May 2031 07:09 GMT", "2031-05-04T07:09:00Z"),
    ],
)
def test_a_printed_date(line: str, value: str | None) -> None:
    found = [found for _, _, found in dates(line, MONTHS)]
    assert found == ([value] if value else ["2031-05-04"])


@pytest.mark.parametrize("field", ["0001-01-01T00:00:00Z", "1970-01-01", "soon", "2031-13-40"])
def test_a_field_that_was_never_filled_in(field: str) -> None:
    assert iso(field) is None


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://harrow.example/2031/08/02/dam", "2031-08-02"),
        ("https://harrow.example/news/2031/aug/2/dam", "2031-08-02"),
        ("https://harrow.example/story/2031-08-02/dam", "2031-08-02"),
        ("https://harrow.example/dam-falls-2031-08-02/", "2031-08-02"),
        ("https://harrow.example/dam-falls-20310802.html", "2031-08-02"),
        ("https://harrow.example/2031/08/dam", None),
        ("https://harrow.example/2031/08/32/dam", None),
        ("https://harrow.example/articles/203108021077343476-dam", None),
        ("https://harrow.example/dam?day=/2031/08/02/", None),
        ("https://harrow.example/2031/08/02/what-we-knew-on-2031-07-30", None),
        ("https://harrow.example/", None),
    ],
)
def test_a_date_in_an_address(url: str, day: str | None) -> None:
    assert in_url(url) == day


@pytest.mark.parametrize(
    ("utc", "printed", "hours"),
    [
        ("2031-05-05T02:12:30Z", "2031-05-04T20:12:00", -6),
        ("2031-05-05T02:12:30+00:00", "2031-05-04T20:12:30", -6),
        ("2031-05-05T02:12:30", "2031-05-04T20:12:00", -6),
        ("2031-05-04T20:00:00Z", "2031-05-05T01:30:00", 5.5),
        ("2031-05-05T02:12:30Z", "2031-05-04T20:13:00", None),  # another minute
        ("2031-05-05T02:12:30Z", "2031-05-03T20:12:00", None),  # no zone is so far
        ("2031-05-05T02:12:30-06:00", "2031-05-04T20:12:00", None),  # the field tells its own zone
        ("2031-05-05T02:12:30Z", "2031-05-04T20:12:00Z", None),
        ("2031-05-05T02:12:30Z", "2031-05-05T02:12:00", None),
        ("2031-05-05", "2031-05-04T20:12:00", None),
    ],
)
def test_how_far_the_outlet_is_from_utc(utc: str, printed: str, hours: float | None) -> None:
    assert offset(utc, printed) == (timedelta(hours=hours) if hours is not None else None)


def test_a_moment_on_another_clock() -> None:
    assert in_zone("2031-05-05T02:12:30Z", timedelta(hours=-6)) == "2031-05-04T20:12:30-06:00"
    assert own_offset("2031-05-05T02:12:30-06:00") == timedelta(hours=-6)
    assert own_offset("2031-05-05T02:12:30Z") is None
    assert own_offset("2031-05-05") is None
    assert in_zone("9999-12-31T23:59:00Z", timedelta(hours=14)) is None


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_asked(a: str, b: str) -> None:
    offset(a, b)
    in_url(a)
    iso(b)
    list(dates(a, MONTHS))


# --- which one is used -----------------------------------------------------------------------------------------------------------------------


def published(head: str, body: str = "") -> tuple[str, str] | None:
    html = f"<html><head>{head}</head><body><h1>Harrow reservoir falls</h1>{body}<p>{PARAGRAPH * 3}</p></body></html>"
    (frozen,) = read_bytes(html.encode(), "a.html", Known())
    assert not isinstance(frozen, Problem)
    page: Page = frozen.page
    rows = choose([*page.fields, *candidates(page)])
    assert all(page.text[row.span.start : row.span.end] == row.words for row in rows if row.span is not None)
    return next(((row.value, row.rule) for row in rows if row.field == "published" and row.used), None)


UTC_FIELD = '<meta property="article:published_time" content="2031-05-05T02:12:30Z">'
URL = '<link rel="canonical" href="https://harrow.example/2031/05/04/dam">'


def test_the_day_that_readers_saw() -> None:
    local = ("2031-05-04T20:12:30-06:00", "local time")
    assert published(UTC_FIELD, "<div>May 4, 2031 at 8:12 pm</div>") == local
    assert published(UTC_FIELD, "<div>May 4, 2031</div><div>8:12 PM</div>") == local
    changed = '<meta property="article:modified_time" content="2031-05-05T05:21:58Z">'
    assert published(UTC_FIELD + changed, "<div>Updated May 4, 2031, 11:21 pm</div>") == local
    assert published(f'{UTC_FIELD}{URL}<meta property="og:updated_time" content="2031-05-04T23:00:00-06:00">') == local


def test_the_field_stands_where_nothing_tells_the_clock() -> None:
    field = ("2031-05-05T02:12:30Z", "meta article:published_time")
    assert published(UTC_FIELD) == field
    assert published(UTC_FIELD, "<div>May 4, 2031 at 8:13 pm</div>") == field
    assert published(UTC_FIELD + URL) == field


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        ("", "<time datetime='2031-05-04'>Sunday</time>", ("2031-05-04", "time after the headline")),
        ("", "<time class='published pub-date'>May 4, 2031</time>", ("2031-05-04", "time published")),
        ("", "<time class='updated' datetime='2031-05-06'>x</time><time datetime='2031-05-04'>x</time>", ("2031-05-04", "time after the headline")),
        (URL, "", ("2031-05-04", "url date")),
        (f'{URL}<meta name="article.created" content="2031-05-03">', "", ("2031-05-03", "created, meta article.created")),
        ('<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "0001-01-01T00:00:00Z"}</script>' + URL, "", ("2031-05-04", "url date")),
        ('<meta property="article:modified_time" content="2031-05-06">', "", None),
        ("", "<p>x</p><p>x</p><p>x</p><aside><time datetime='2031-05-04'>x</time></aside>", None),
        (URL, "<div>Published 4 May 2031</div><div>Published 9 May 2031</div>", ("2031-05-04", "date line")),
    ],
)  # fmt: skip
def test_weaker_signs(head: str, body: str, found: tuple[str, str] | None) -> None:
    assert published(head, body) == found
