"""Which blocks of a page are the article."""

from __future__ import annotations

import gc
import weakref

from firsthand.reading.html import parse_html
from firsthand.reading.main_text import MOST_ELEMENTS, main_blocks
from firsthand.reading.visible import visible_page

STORY = [
    "The reservoir above Harrow has fallen to a fifth of its depth, the water board said on Monday.",
    "Engineers opened the lower sluice for the first time since the dry summer nine years ago.",
    "“Nobody in the valley remembers the old church tower standing clear of the water,” said Ines Varro.",
    "Farmers downstream have been told to expect no more than four hours of water a day until the autumn.",
    "The board will meet again on Thursday to decide whether the pumping station can be kept open.",
    "Its figures for the last week of the month had not been published when the meeting ended.",
]
STANDFIRST = "Four hours of water a day are all that the valley can expect."


def article(html: str) -> list[str]:
    page = visible_page(parse_html(html, "a.html"))
    flags = main_blocks(page, None)
    assert len(flags) == len(page.blocks)
    return [page.text[b.start : b.end] for b, main in zip(page.blocks, flags, strict=True) if main]


def html(inside: str = "", under: str = "", over: str = "") -> str:
    body = [f"<p>{words}</p>" for words in STORY]
    return (
        "<html><head><title>Harrow reservoir falls - The Harrow Courier</title></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/w'>Water</a></li></ul></nav>"
        f"<article><h1>Harrow reservoir falls</h1>{over}{''.join(body[:3])}{inside}{''.join(body[3:])}{under}</article>"
        "<footer><p>© 2031 Harrow Media</p></footer></body></html>"
    )


def test_the_story_and_nothing_else() -> None:
    assert article(html()) == STORY


def test_the_standfirst_belongs_to_it() -> None:
    assert article(html(over=f'<p class="standfirst">{STANDFIRST}</p>')) == [STANDFIRST, *STORY]


def test_wordings_and_link_lists_do_not() -> None:
    under = "<p>Sign up for our morning newsletter</p><p><a href='/a'>The valley that lost its river</a></p>"
    assert article(html(inside="<p>Read more: <a href='/b'>What the dam costs the valley</a></p>", under=under)) == STORY


def test_what_is_blurred_does_not() -> None:
    blurred = "<p class='wall'>The valley and the sluice and the board and the well of the mayor.</p>"
    assert article(html(under=blurred).replace("<title>", "<style>.wall{color:red;filter: blur(4px)}</style><title>")) == STORY


def test_what_stands_over_the_headline_does_not() -> None:
    lines = "<br>".join(["The Harrow Courier", "This week", "Pumps run dry", "They hold.", "Harrow reservoir falls", *STORY])
    page = f"<html><head><title>The Harrow Courier :: Harrow reservoir falls</title></head><body><div>{lines}</div></body></html>"
    assert article(page) == ["Harrow reservoir falls", *STORY]


def test_a_page_without_an_article() -> None:
    assert article("<html><body><nav><a href='/'>Home</a></nav></body></html>") == []


def test_an_empty_page() -> None:
    assert article("<html><body></body></html>") == []


def test_a_page_too_large_for_trafilatura_has_its_sentences() -> None:
    page = html(under="<p>x</p>" * MOST_ELEMENTS)
    assert article(page)[: len(STORY)] == STORY
    assert "x" not in article(page)
    assert "Home" not in article(page)


def test_a_standfirst_is_no_link_of_a_list_of_very_many() -> None:
    links = "".join(f"<a href='/{i}'>Gauge {i} reads high</a><br>" for i in range(600))
    assert article(html(under=f"<div>{links}</div>")) == STORY


def test_the_page_is_let_go_without_a_collection() -> None:
    gc.disable()
    try:
        page = visible_page(parse_html(html(), "a.html"))
        main_blocks(page, None)
        block = weakref.ref(page.blocks[0].element)
        del page
        assert block() is None
    finally:
        gc.enable()
