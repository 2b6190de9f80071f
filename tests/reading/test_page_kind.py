"""What sort of page a text is from; above all, that an article is never called a listing."""

from __future__ import annotations

import pytest

from firsthand.model import Known, Page
from firsthand.reading import Problem, read_bytes
from firsthand.reading.furniture import furniture
from firsthand.reading.metadata import candidates

TITLES = [
    "Harrow reservoir falls to a fifth",
    "Pumps arrive three weeks late",
    "Sael opens its second sluice",
    "Who pays for the lower valley?",
    "Council keeps the ferry for a year",
    "Ormund terminals close on Sunday",
]
STORY = [
    "The reservoir above Harrow has fallen to a fifth of its depth, the water board said on Monday, and it will fall further.",
    "Engineers opened the lower sluice for the first time since the dry summer nine years ago, and nobody knows when it will close.",
    "“Nobody in the valley remembers the old church tower standing clear of the water,” said Ines Varro, who runs the museum.",
    "Farmers downstream have been told to expect no more than four hours of water a day until the autumn rains have come.",
    "The board will meet again on Thursday to decide whether the pumping station can be kept open through the winter months.",
    "Its figures for the last week of the month had not been published when the meeting ended late in the evening of Monday.",
]


def read(text: str, name: str = "a.html") -> Page:
    (frozen,) = read_bytes(text.encode("utf-8"), name, Known())
    assert not isinstance(frozen, Problem)
    return frozen.page


def kinds(page: Page) -> set[tuple[str, str]]:
    return {(row.value, row.rule) for row in (*page.fields, *candidates(page)) if row.field == "kind"}


def teasers(count: int = 6) -> str:
    return "".join(
        f'<div class="item"><h3><a href="/water/{i}">{title} {i}</a></h3><p>The board met the mayor on day {i}.</p></div>'
        for i, title in ((i, TITLES[i % 6]) for i in range(count))
    )


def html(body: str, head: str = "", classes: str = "") -> str:
    return f'<html><head><title>Harrow Week</title>{head}</head><body class="{classes}">{body}</body></html>'


ARTICLE = "<article><h1>Harrow reservoir falls</h1>" + "".join(f"<p>{line}</p>" for line in STORY) + "</article>"
COLLECTION = '<script type="application/ld+json">{"@graph": [{"@type": "CollectionPage", "name": "Water"}]}</script>'
CANONICAL = '<link rel="canonical" href="https://harrow.example{}">'


@pytest.mark.parametrize(
    ("page", "rule"),
    [
        (html(f"<h1>Water</h1>{teasers()}", COLLECTION), "listing, json-ld CollectionPage"),
        (html(f"<h1>Ines Varro</h1>{teasers()}", classes="archive author author-ivarro"), "listing, class of the page"),
        (html(f"<h1>Water</h1>{teasers()}", CANONICAL.format("/tag/water/")), "listing, address"),
        (html(f"<h1>Ines Varro</h1>{teasers()}", CANONICAL.format("/authors/ines-varro")), "listing, address"),
        (html(f"<h1>Results</h1>{teasers()}", CANONICAL.format("/search?q=dam")), "listing, address"),
        (html(teasers(), CANONICAL.format("/")), "listing, address"),
        (html(f"<h1>Water</h1>{teasers(12)}"), "listing, headlines and no text"),
    ],
)
def test_a_page_that_lists_others(page: str, rule: str) -> None:
    assert ("listing", rule) in kinds(read(page))


@pytest.mark.parametrize(
    "page",
    [
        html(ARTICLE),
        html(ARTICLE + teasers(20)),
        html(ARTICLE + teasers(20), COLLECTION),
        html(ARTICLE + teasers(20), classes="archive category"),
        html(ARTICLE + teasers(20), CANONICAL.format("/tag/water/")),
        html("<h1>Harrow falls</h1><div>" + "<br><br>".join(STORY) + "</div>" + teasers(20), CANONICAL.format("/author/varro")),
        html("<h1>Harrow falls</h1><div>" + "".join(f"<p><a href='#'>Note</a> {line}</p>" for line in STORY) + "</div>" + teasers(20)),
        # a short report among many teasers, of which its own data say that it is one
        html(f"<h1>Harrow falls</h1><p>{STORY[0]}</p>{teasers(20)}", '<meta property="og:type" content="article">'),
        html(f"<h1>Harrow falls</h1><p>{STORY[0]}</p>{teasers(20)}", '<meta property="article:published_time" content="2031-05-04">'),
        html(
            f"<h1>Harrow falls</h1><p>{STORY[0]}</p>{teasers(20)}",
            '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harrow falls"}</script>'
            + CANONICAL.format("/section/water"),
        ),
    ],
)
def test_an_article_is_none(page: str) -> None:
    assert not [kind for kind, _ in kinds(read(page)) if kind == "listing"]


def test_no_line_of_a_listing_is_free_of_marks() -> None:
    page = read(html(f"<h1>Water</h1>{teasers()}<p>“Nobody remembers the tower,” said Ines Varro.</p>", COLLECTION))
    rows = list(furniture(page))
    assert all(any(row.span.start <= block.span.start and block.span.end <= row.span.end for row in rows) for block in page.blocks)
    assert "listing" in {row.rule for row in rows}
    assert all(page.text[row.span.start : row.span.end] == row.words for row in rows)


def test_no_line_of_an_article_is_marked_as_a_listing() -> None:
    assert "listing" not in {row.rule for row in furniture(read(html(ARTICLE + teasers(20), COLLECTION)))}


def test_a_text_of_headlines_with_a_date_each() -> None:
    items = "\n\n".join(
        f"{title}\n{day} May 2031\nThe board met the mayor of Harrow and two engineers." for day, title in enumerate(TITLES, 1)
    )
    assert kinds(read(f"Ines Varro\n\n{items}", "a.txt")) == {("listing", "listing, headlines with a date each")}


@pytest.mark.parametrize(
    "text",
    [
        "\n\n".join(STORY),
        "\n\n".join([*STORY, "Read more", *(f"{title}\n{day} May 2031" for day, title in enumerate(TITLES, 1))]),
        "\n\n".join(f"{day} May 2031\n\n{line}\n\n{STORY[0]}" for day, line in enumerate(STORY, 1)),  # a chronicle
    ],
)
def test_a_text_that_is_an_article(text: str) -> None:
    assert kinds(read(text, "a.txt")) == set()


def test_a_gallery() -> None:
    figures = "".join(f"<figure><img src='{i}.jpg'><figcaption>{line}</figcaption></figure>" for i, line in enumerate(STORY))
    page = html(f"<article><h1>The tower in pictures</h1><p>{STORY[0]}</p>{figures}</article>")
    assert ("gallery", "captions") in kinds(read(page))
    assert ("gallery", "json-ld ImageGallery") in kinds(
        read(html(ARTICLE, '<script type="application/ld+json">{"@type": "ImageGallery"}</script>'))
    )
    assert ("gallery", "captions") not in kinds(read(html(f"{ARTICLE}{figures[: len(figures) // 3]}")))
