"""Dated posts of live blogs: their times and their stretches of the text."""

from __future__ import annotations

import json
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firsthand.align.choose import choose
from firsthand.model import Known, Metadata, Page
from firsthand.reading import Problem, read_bytes
from firsthand.reading.furniture import furniture
from firsthand.reading.live import posts
from firsthand.reading.metadata import candidates

LINES = [
    "The sluice at Ormund is shut and the barges wait upstream, says the harbour office, which expects no change before noon.",
    "Ines Varro of the museum says that the tower stands clear of the water for the first time since the dry summer.",
    "The mayor of Lower Harrow has asked the board of the valley for two more of the old pumps, and for men to run them.",
    "A crane has arrived from Sael on a lorry, and engineers have begun to lift the first of the four broken gates.",
    "The board has met for an hour and will say this evening whether the pumping station can be kept open.",
]


def read(text: str, name: str = "a.html") -> Page:
    (frozen,) = read_bytes(text.encode("utf-8"), name, Known())
    assert not isinstance(frozen, Problem)
    return frozen.page


def elements(head: str = "", kind: str = "post", heading: str = "h2") -> str:
    items = "".join(
        f'<div class="{kind}"><time datetime="2031-05-04T{18 - i}:1{i}:00+02:00">{18 - i}.1{i}</time><{heading}>Update {i} of the day</{heading}><p>{line}</p></div>'
        for i, line in enumerate(LINES)
    )
    return f"<html><head><title>Ormund live: sluice shut</title>{head}</head><body><h1>Sluice shut</h1><div>{items}</div></body></html>"


def test_posts_with_a_time_element_each() -> None:
    page = read(elements())
    rows = posts(page)
    assert [row.value for row in rows] == [f"2031-05-04T{18 - i}:1{i}:00+02:00" for i in range(5)]
    for row, line in zip(rows, LINES, strict=True):
        assert row.span is not None
        assert row.words == page.text[row.span.start : row.span.end]
        assert line in row.words
        assert sum(other in row.words for other in LINES) == 1
    assert ("live-blog", "posts") in {(row.value, row.rule) for row in candidates(page) if row.field == "kind"}


def test_every_post_is_used_and_so_is_the_kind() -> None:
    page = read(elements())
    used = [row for row in choose([*page.fields, *candidates(page)]) if row.used]
    assert sum(row.field == "post" for row in used) == len(LINES)
    assert [row.value for row in used if row.field == "kind"] == ["live-blog"]


def test_posts_are_no_furniture() -> None:
    page = read(elements())
    marked = " ".join(row.words for row in furniture(page))
    assert not any(line in marked for line in LINES)


def test_times_that_only_json_ld_gives() -> None:
    data = {
        "@type": "LiveBlogPosting",
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "datePublished": "2031-05-04T10:12:00Z", "articleBody": "x"},
            {"datePublished": 7},
            None,
        ],
    }
    page = read(f'<html><head><script type="application/ld+json">{json.dumps(data)}</script></head><body><p>{LINES[0]}</p></body></html>')
    rows = [(row.field, row.value, row.rule) for row in page.fields if row.field in ("post", "kind")]
    assert rows == [("kind", "live-blog", "json-ld LiveBlogPosting"), ("post", "2031-05-04T10:12:00Z", "json-ld liveBlogUpdate")]
    assert not any(row.used for row in choose(page.fields) if row.field == "post")


def test_comments_and_teasers_are_no_posts() -> None:
    for kind in ("comment", "related-item"):
        assert posts(read(elements(kind=kind).replace("Ormund live: sluice shut", "Sluice shut"))) == []
    quiet = elements().replace("Ormund live: sluice shut", "Sluice shut")
    linked = quiet.replace("<h2>Update", '<h2><a href="/x">Update').replace("of the day</h2>", "of the day</a></h2>")
    assert posts(read(linked)) == []


def test_a_page_that_nowhere_calls_itself_live_needs_more() -> None:
    quiet = elements().replace("Ormund live: sluice shut", "Sluice shut")
    assert len(posts(read(quiet))) == 5
    assert posts(read(quiet.replace("2031-05-04T18", "2031-03-04T18"))) == []


def text(clocks: list[str], title: str = "Ormund sluice: live updates") -> str:
    front = f'---\npublished: 2031-05-04\ntitle: "{title}"\n---\n\n# {title}\n\n'
    return front + "\n\n".join(f"{clock}\n\n{line}" for clock, line in zip(clocks, LINES, strict=True))


def times(page: Page) -> list[str]:
    return [row.value for row in posts(page)]


def test_posts_under_a_clock_each() -> None:
    oldest = read(text(["21:10", "22.15", "23:40 GMT", "00:20", "01:05"]), "a.md")
    assert times(oldest) == [
        f"2031-05-0{day}T{clock}:00" for day, clock in ((4, "21:10"), (4, "22:15"), (4, "23:40"), (5, "00:20"), (5, "01:05"))
    ]
    newest = read(text(["2:05 pm", "1:10 pm", "12:30 pm", "11:05 am", "9:00 am"]), "a.md")
    assert times(newest) == [f"2031-05-04T{clock}:00" for clock in ("14:05", "13:10", "12:30", "11:05", "09:00")]
    for page in (oldest, newest):
        assert all(line in (row.words or "") for row, line in zip(posts(page), LINES, strict=True))


def test_clocks_in_a_text_that_is_not_live() -> None:
    assert times(read(text(["21:10", "22.15", "23:40", "00:20", "01:05"], "Trains of the valley"), "a.md")) == []


@given(st.lists(st.sampled_from(["10:12", "9.05 pm", "25:10", "13:00 pm", "live", *LINES]), max_size=12))
def test_spans_and_words_agree(lines: list[str]) -> None:
    page = read("---\npublished: 2031-05-04\n---\n\n# Live\n\n" + "\n\n".join(lines), "a.md")
    rows: list[Metadata] = posts(page)
    for row in rows:
        assert row.span is not None
        assert page.text[row.span.start : row.span.end] == row.words
    assert all(a.span.end <= b.span.start for a, b in pairwise(rows) if a.span and b.span)
