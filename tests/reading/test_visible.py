"""The visible text of a page and its blocks agree, whatever the page."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.reading.html import parse_html
from firsthand.reading.visible import NEAREST, visible_page

TAGS = ("p", "div", "b", "ul", "li", "h2", "table", "tr", "td", "br", "span", "script", "pre", "figcaption")
MARKUP = st.recursive(
    st.text("ab \n\t<é", max_size=8).map(lambda text: text.replace("<", "&lt;")),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"),
    max_leaves=12,
)


@given(MARKUP)
def test_blocks_tile_the_text(markup: str) -> None:
    root = parse_html(f"<html><body>{markup}x</body></html>", "a.html")
    page = visible_page(root)
    end = 0
    for block in page.blocks:
        assert end <= block.start < block.end
        assert not page.text[end : block.start].strip()
        assert page.text[block.start : block.end].strip()
        end = block.end
    assert not page.text[end:].strip()


@given(MARKUP)
def test_places_lead_back_to_their_elements(markup: str) -> None:
    root = parse_html(f"<html><body>{markup}x</body></html>", "a.html")
    for block in visible_page(root).blocks:
        assert root.xpath(block.place) == [block.element]
        assert block.tags == tuple(step.split("[")[0] for step in reversed(block.place.strip("/").split("/")))[:NEAREST]


def test_depth_costs_no_stack() -> None:
    root = parse_html(f"<html><body>{'<div>' * 200}x{'</div>' * 200}</body></html>", "a.html")
    assert visible_page(root).text == "x"


def test_what_the_pages_own_style_hides_is_not_seen() -> None:
    style = "<style>.gone, p#x { color: red; display: none } /* .kept{display:none} */ @media print { .kept { display: none } }</style>"
    body = '<p class="a gone">One</p><p id="x">Two</p><p class="kept">Three</p><p class="gone2">Four</p>'
    root = parse_html(f"<html><head>{style}</head><body>{body}</body></html>", "p.html")
    assert visible_page(root).text == "Three\n\nFour"


@pytest.mark.parametrize(
    "body", ["<p>abc</p>" * 100_000, "x<br>" * 100_000, f"<p class='{'x ' * 1_000_000}'>a</p>"], ids=["p", "br", "class"]
)
def test_very_many_siblings_cost_time_by_their_number(body: str) -> None:
    root = parse_html(f"<html><body>{body}</body></html>", "a.html")
    start = time.process_time()
    page = visible_page(root)
    assert time.process_time() - start < 10
    assert page.blocks[-1].element.getroottree().getpath(page.blocks[-1].element) == page.blocks[-1].place
