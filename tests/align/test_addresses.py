from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.align.addresses import LONGEST, address

STORY = "lantern.example/2031/08/harbour-wall"
WHEN = dt.datetime(2031, 8, 2, 10, 30)


@pytest.mark.parametrize(
    ("url", "forms"),
    [
        ("https://lantern.example/2031/08/harbour-wall", set()),
        ("http://www.LANTERN.example:80/2031/08/harbour-wall/", set()),
        ("https://www.lantern.example/2031/08/harbour-wall/index.html#comments", set()),
        ("https://lantern.example//2031/./08/x/../harbour%2Dwall?", set()),
        ("https://lantern.example/2031/08/harbour-wall?utm_source=post&utm_medium=x&fbclid=1&gclid=2", set()),
        ("https://user:word@lantern.example./2031/08/harbour-wall", set()),
        ("https://m.lantern.example/2031/08/harbour-wall", {"mobile"}),
        ("https://mobile.lantern.example/2031/08/harbour-wall", {"mobile"}),
        ("https://amp.lantern.example/2031/08/harbour-wall", {"amp"}),
        ("https://lantern.example/amp/2031/08/harbour-wall", {"amp"}),
        ("https://lantern.example/2031/08/harbour-wall/amp/", {"amp"}),
        ("https://lantern.example/2031/08/harbour-wall?amp=1", {"amp"}),
        ("https://lantern.example/2031/08/harbour-wall?amp", {"amp"}),
        ("https://lantern.example/2031/08/harbour-wall?outputType=amp", {"amp"}),
        ("https://lantern.example/2031/08/harbour-wall.amp", {"amp"}),
        ("https://lantern-example.cdn.ampproject.org/c/s/lantern.example/2031/08/harbour-wall/amp?usqp=mq", {"amp"}),
        ("https://lantern-example.cdn.ampproject.org/v/lantern.example/2031/08/harbour-wall", {"amp"}),
        ("https://www.google.com/amp/s/amp.lantern.example/2031/08/harbour-wall", {"amp"}),
        ("https://www.google.co.uk/amp/lantern.example/2031/08/harbour-wall", {"amp"}),
        ("https://lantern.example/print/2031/08/harbour-wall", {"print"}),
        ("https://lantern.example/2031/08/harbour-wall/print/", {"print"}),
        ("https://lantern.example/2031/08/harbour-wall?print=1", {"print"}),
        ("https://lantern.example/2031/08/harbour-wall?view=print", {"print"}),
    ],
)
def test_forms_of_one_page_have_one_key(url: str, forms: set[str]) -> None:
    found = address(url)
    assert found is not None
    assert (found.key, found.forms, found.site, found.recorded) == (STORY, frozenset(forms), "lantern.example", None)


@pytest.mark.parametrize(
    ("url", "when"),
    [
        ("https://web.archive.org/web/20310802103000/https://www.lantern.example/2031/08/harbour-wall", WHEN),
        ("https://web.archive.org/web/20310802103000id_/http://lantern.example:80/2031/08/harbour-wall", WHEN),
        ("http://archive.org/web/20310802103000/http:/lantern.example/2031/08/harbour-wall", WHEN),
        ("https://archive.ph/2031.08.02-103000/https://lantern.example/2031/08/harbour-wall", WHEN),
        ("https://archive.today/20310802/https://lantern.example/2031/08/harbour-wall?utm_source=x", dt.datetime(2031, 8, 2)),
        ("https://archive.ph/newest/https://lantern.example/2031/08/harbour-wall", None),
        ("https://web.archive.org/web/2031*/https://lantern.example/2031/08/harbour-wall", None),
        ("https://web.archive.org/web/20319902103000/https://lantern.example/2031/08/harbour-wall", None),
        ("https://kept.example/wayback/20310802103000/https://lantern.example/2031/08/harbour-wall", WHEN),
    ],
)
def test_a_capture_in_an_archive_is_the_page_with_its_moment(url: str, when: dt.datetime | None) -> None:
    found = address(url)
    assert found is not None
    assert (found.key, found.forms, found.recorded) == (STORY, frozenset({"archive"}), when)


def test_an_archived_amp_page_is_both() -> None:
    found = address("https://web.archive.org/web/20310802103000/https://www.google.com/amp/s/lantern.example/2031/08/harbour-wall")
    assert found is not None
    assert (found.key, found.forms, found.recorded) == (STORY, frozenset({"amp", "archive"}), WHEN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://lantern.example/story?id=1", "https://lantern.example/story?id=2"),
        ("https://lantern.example/?p=1", "https://lantern.example/?p=2"),
        ("https://lantern.example/index.php?p=1", "https://lantern.example/index.php?p=2"),
        ("https://lantern.example/story", "https://lantern.example/story?page=2"),
        ("https://lantern.example/story", "https://lantern.example/Story"),
        ("https://lantern.example/story", "https://lantern.example:8080/story"),
        ("https://lantern.example/story", "https://lantern.example/story.html"),
        ("https://lantern.example/#!/story/1", "https://lantern.example/#!/story/2"),
        ("https://lantern.example/gear/amplifier", "https://lantern.example/gear/lifier"),
        ("https://news.lantern.example/story", "https://sport.lantern.example/story"),
        ("https://lantern.example/print", "https://lantern.example/amp"),
        ("https://lantern.example/a%2Fb", "https://lantern.example/a/b"),
        ("https://m.co.uk/story", "https://co.uk/story"),
    ],
)
def test_what_may_name_another_article_stays(one: str, other: str) -> None:
    first, second = address(one), address(other)
    assert first is not None
    assert second is not None
    assert first.key != second.key


def test_parameters_in_any_order_are_the_same() -> None:
    one, other = address("https://lantern.example/s?b=2&a=1"), address("https://lantern.example/s?a=1&utm_term=x&b=2")
    assert one == other


@pytest.mark.parametrize(
    "url",
    [
        "", "lantern.example/story", "https://lantern.example", "https://www.lantern.example/?utm_source=x#top", "https://lantern.example/index.html",
        "file:///home/story.html", "javascript:alert(1)", "mailto:a@lantern.example", "https://localhost/story", "https://[::1/story",
        "https://lantern.example:port/story", f"https://lantern.example/{'x' * LONGEST}",
        "https://web.archive.org/web/20310802103000/https://lantern.example/",
    ],
)  # fmt: skip
def test_front_pages_and_what_is_no_web_address_name_no_article(url: str) -> None:
    assert address(url) is None


def test_a_page_within_a_page_within_a_page_ends() -> None:
    assert address("https://web.archive.org/web/20310802103000/" * 50 + "https://lantern.example/story") is None


def test_a_site_is_what_one_owner_has() -> None:
    sites = [found.site for url in ("https://news.quay.co.uk/s", "https://a.b.lantern.example/s") if (found := address(url))]
    assert sites == ["quay.co.uk", "lantern.example"]


@given(
    st.text(max_size=60), st.sampled_from(["", "https://lantern.example/", "https://web.archive.org/web/20310802103000/https://a.example/"])
)
def test_any_words_give_an_address_or_none_and_it_is_a_fixed_point(words: str, before: str) -> None:
    found = address(before + words)
    if found is not None and "#" not in found.key:
        again = address(f"https://{found.key}")
        assert again is not None
        assert again.key == found.key
