"""What a page's own style sheets hide or blur."""

from __future__ import annotations

import time

import pytest

from firsthand.reading.html import parse_html
from firsthand.reading.styles import Named, blurred, is_blurred, unshown


def page(css: str) -> str:
    return f"<html><head><style>{css}</style></head><body><p class='a wall'>One</p><p id='x'>Two</p></body></html>"


@pytest.mark.parametrize(
    ("css", "names"),
    [
        (".gone{display:none}", {".gone"}),
        (".gone, p#x { color: red; DISPLAY : none !important }", {".gone", "#x"}),
        (".menu .gone{display:none}", set()),
        ("@media print{.a{color:red}.gone{display:none}}", set()),
        ("@media print{.a{color:red}}.gone{display:none}", {".gone"}),
        ("/* .gone{display:none} */.b{color:red}", set()),
        ("/* never closed */.b{} /* .a{} .gone{display:none}", set()),
        (".a{display:block}.b{display:none}.c{display:none}", {".b", ".c"}),
        (".b{display:none", set()),
    ],
)  # fmt: skip
def test_unshown(css: str, names: set[str]) -> None:
    assert unshown(parse_html(page(css), "a.html")) == names


@pytest.mark.parametrize(
    ("css", "names"),
    [
        (".wall{color:red;filter: blur(4px)}", {".wall"}),
        (".lead .wall { -webkit-filter:blur(4px) }", {".wall"}),
        (".wall{filter:none;background:blur(4px)}", set()),
        (".wall{filter:grayscale(1)}", set()),
    ],
)
def test_blurred(css: str, names: set[str]) -> None:
    assert blurred(parse_html(page(css), "a.html")) == names


def test_declarations_of_an_element() -> None:
    assert is_blurred("color:red; filter: blur(2px)")
    assert not is_blurred("filter:none; width: blur(2px)")


def test_elements_of_names() -> None:
    root = parse_html(page(""), "a.html")
    both, none = Named(frozenset((".wall", "#x"))), Named(frozenset())
    assert [element.text for element in root.iter() if element in both] == ["One", "Two"]
    assert not [element for element in root.iter() if element in none]


@pytest.mark.parametrize(
    "css", ["@" * 300_000, "/*" * 300_000, ".a{" * 200_000, "display:none " * 50_000, ".a{" + "filter:" * 100_000, "@a{b{c}" * 50_000]
)
def test_hostile_sheets_cost_time_by_their_length(css: str) -> None:
    root = parse_html(page(css + "{display:none}.b{filter:blur(1px)}"), "a.html")
    start = time.process_time()
    unshown(root)
    blurred(root)
    assert time.process_time() - start < 5
