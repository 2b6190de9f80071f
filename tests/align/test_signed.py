"""Whose report an article's byline and address say it is."""

from __future__ import annotations

from firsthand.align.signed import called, signed


def test_an_agency_in_the_byline() -> None:
    for byline in ("The Associated Press", "Oriel Tamsin, Associated Press", "Reuters in Weir", "Press Association Reporter"):
        assert list(signed(byline, None, "Harrow Courier", {}).values()) == ["byline"]
    assert signed("Oriel Tamsin", None, "Harrow Courier", {}) == {}


def test_an_agency_in_the_address() -> None:
    assert signed(None, "https://www.harrowcourier.invalid/wires/ap/article-12/ferry.html", None, {}) == {"Associated Press": "address"}
    assert signed(None, "https://www.harrowcourier.invalid/aponline/2031/03/04/ferry.html", None, {}) == {"Associated Press": "address"}
    assert signed(None, "https://www.harrowcourier.invalid/ap/ferry.html", None, {}) == {}
    assert signed(None, "https://www.reuters.com/reuters/ferry.html", None, {}) == {}


def test_an_outlet_of_the_story_by_its_letters() -> None:
    others = called(["Harrow News Agency", "Weir Gazette"])
    assert signed("Staff and HNA", None, "Weir Gazette", others) == {"Harrow News Agency": "byline"}
    assert signed("Weir Gazette", None, "Weir Gazette", others) == {}


def test_who_took_the_pictures_signs_nothing_and_an_own_reporter_goes_before() -> None:
    assert signed("Oriel Tamsin, Reuters, Getty Images", None, "Harrow Courier", {}) == {}
    assert signed("Oriel Tamsin for The Guardian, Reuters", None, "The Guardian", {}) == {}
