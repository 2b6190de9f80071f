"""Whether a text is the whole article; above all, that a whole article is never called cut."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.align.choose import choose
from firsthand.model import Known, Page
from firsthand.reading import Problem, read_bytes
from firsthand.reading.metadata import candidates

STORY = [
    f"{start} {rest}"
    for start, rest in zip(
        ("The reservoir above Harrow", "Engineers of the water board", "Farmers in the lower valley", "The museum of Ormund", "A crane from Sael", "The mayor"),
        (
            "has fallen to a fifth of its depth, the water board said on Monday, and it will fall further before the rains come in autumn.",
            "opened the lower sluice for the first time since the dry summer nine years ago, and nobody knows when it will be shut again.",
            "have been told to expect no more than four hours of water a day until the first snow lies on the hills behind the town.",
            "keeps the bell of the drowned church in a shed beside the harbour, where visitors may ring it once for a small coin.",
            "lifted the first of four broken gates out of the mud, and two divers went down to look at the chains that held it there.",
            "will meet the board again on Thursday to decide whether the pumping station can be kept open through the winter months.",
        ),
        strict=True,
    )
]  # fmt: skip
MORE = [
    f"On day {i} of the drought the board of the valley heard engineer number {i} on the state of pump {i}, and then it went home."
    for i in range(12)
]


def read(text: str, name: str = "a.html") -> Page:
    (frozen,) = read_bytes(text.encode("utf-8"), name, Known())
    assert not isinstance(frozen, Problem)
    return frozen.page


def extents(page: Page) -> list[tuple[str, str]]:
    return [(row.value, row.rule) for row in (*page.fields, *candidates(page)) if row.field == "extent"]


def used(page: Page) -> str | None:
    return next((row.value for row in choose([*page.fields, *candidates(page)]) if row.field == "extent" and row.used), None)


def html(lines: list[str], after: str = "", **data: object) -> str:
    script = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **data})}</script>' if data else ""
    body = "".join(f"<p>{line}</p>" for line in lines)
    return f"<html><head>{script}</head><body><article><h1>Harrow falls dry</h1>{body}</article>{after}</body></html>"


# --- the page's own data --------------------------------------------------------------------------------------------------------------------


def test_json_ld_that_holds_more_than_the_page() -> None:
    page = read(html(STORY, articleBody=" ".join(STORY + MORE)))
    ((value, rule),) = extents(page)
    assert value == "cut"
    missing = len(" ".join(MORE).split())
    assert rule.startswith("json-ld articleBody holds ")
    assert abs(int(rule.split()[3]) - missing) <= 12
    assert MORE[0] not in page.text


def test_json_ld_that_holds_what_the_page_shows() -> None:
    assert extents(read(html(STORY, articleBody="<p>" + "</p><p>".join(STORY) + "</p>"))) == [("whole", "json-ld articleBody")]


@pytest.mark.parametrize(
    "body",
    [
        STORY[0],  # a summary
        " ".join(STORY[:5])[:-30] + "...",  # the beginning of what the page shows
        " ".join(MORE),  # another text
        " ".join([MORE[0], MORE[1], STORY[0], *MORE[2:]]),  # another text that shares a sentence
        7,
    ],
)
def test_json_ld_that_tells_nothing(body: object) -> None:
    assert extents(read(html(STORY + MORE[:4] if body != " ".join(MORE) else STORY, articleBody=body))) in (
        [],
        [("whole", "json-ld articleBody")],
    )
    assert used(read(html(STORY, articleBody=body))) != "cut"


def test_the_part_that_costs_is_not_there() -> None:
    part = {"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paid-part"}
    assert ("unknown", "json-ld hasPart empty") in extents(read(html(STORY, isAccessibleForFree=False, hasPart=part)))
    there = html(STORY, f'<div class="x paid-part"><p>{MORE[0]}</p></div>', isAccessibleForFree=False, hasPart=[part])
    assert ("unknown", "json-ld hasPart empty") not in extents(read(there))


def test_a_price_alone_cuts_nothing() -> None:
    page = read(html(STORY, '<div class="paywall-modal">Water news</div>', isAccessibleForFree=False))
    assert {value for value, _ in extents(page)} == {"unknown"}
    assert used(page) == "unknown"


# --- the visible text ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("end", "rule"),
    [
        ("Subscribe to continue reading", "paywall"),
        ("This article is for subscribers only", "paywall"),
        ("To Read the Full Story", "continues elsewhere"),
        ("Continue reading at The Harrow Courier", "continues elsewhere"),
        ("Continue reading…", "continues elsewhere"),
        ("Read the full story at harrow.example", "continues elsewhere"),
        ("Read the rest here.", "continues elsewhere"),
        ("The board of the valley has asked for two more of the old pumps and for… [+1834 chars]", "characters left out: 1834"),
        ("The board of the valley has asked for two more of the old pumps and for…", "cut sentence"),
        ("The board of the valley has asked for two more of the old pumps and [...]", "cut sentence"),
    ],
)
def test_a_text_that_ends_early(end: str, rule: str) -> None:
    for page in (read("\n\n".join([*STORY[:2], end]), "a.txt"), read(html([*STORY[:2], end]))):
        assert ("cut", rule) in extents(page)
        assert used(page) == "cut"
        for row in candidates(page):
            if row.field == "extent" and row.span is not None:
                assert page.text[row.span.start : row.span.end] == row.words


@pytest.mark.parametrize(
    "lines",
    [
        STORY,
        ["Subscribe to continue reading", *STORY],
        [STORY[0], "Advertisement Continue reading the main story", *STORY[1:]],
        [*STORY, "Read the original article."],
        [*STORY, "Read more: what the dam costs the valley"],
        [*STORY, "Tell us what YOU think..."],
        [*STORY, "“We shall see what the winter brings to all of us…”"],
        [*STORY, "Nobody in the valley knew what to say to that, and nobody did.…"],
        [*STORY, *MORE, "And so the valley waits for the rain, as it has always done..."],
        [*STORY, *MORE, *STORY, *MORE, "Subscribe to continue reading our weekly letter"],
        ["Continue reading", *STORY],
        [*STORY[:3], "Read the full story", *STORY[3:]],
    ],
)
def test_a_whole_article_is_not_cut(lines: list[str]) -> None:
    for page in (read("\n\n".join(lines), "a.txt"), read(html(lines))):
        assert not [rule for value, rule in extents(page) if value == "cut"]


def test_an_end_mark() -> None:
    assert extents(read("\n\n".join([*STORY, "ENDS"]), "a.txt")) == [("whole", "end mark")]


@given(st.text(max_size=60), st.sampled_from(["…", "...", " [+12 chars]", " (…)", ""]))
def test_spans_and_words_agree(line: str, end: str) -> None:
    text = f"{STORY[0]}\n{line}{end}".encode("utf-8", "ignore").decode("utf-8").replace("\x00", "")
    page = read(text, "a.txt")
    for row in candidates(page):
        if row.field == "extent":
            assert row.span is not None
            assert page.text[row.span.start : row.span.end] == row.words
            assert row.words
