"""Pages as browsers save them."""

from __future__ import annotations

import base64
from datetime import datetime

import pytest

from firsthand.model import Known
from firsthand.reading import Frozen, read_bytes
from firsthand.reading.saved import saved_page, without_data

BODY = "<html lang=en><head><title>Ferry</title></head><body><p>The ferry stays in port.</p></body></html>"
URL = "https://quay.example/news/ferry?id=1&x=2"


def read(page: str) -> Frozen:
    (frozen,) = read_bytes(page.encode(), "ferry.html", Known())
    assert isinstance(frozen, Frozen)
    return frozen


@pytest.mark.parametrize(
    ("page", "rule", "recorded"),
    [
        (f"<!DOCTYPE html>\n<!-- saved from url=(0040){URL} -->\n{BODY}", "saved from url", None),
        (f"\ufeff<!-- saved from url=(0040){URL} -->\r\n{BODY}", "saved from url", None),
        (
            f"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {URL} \n saved date: Sat Aug 02 2031 10:15:00 GMT+0200 (Central European Summer Time)\n-->{BODY}",
            "saved singlefile",
            datetime(2031, 8, 2, 8, 15),
        ),
        (
            f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: Fri Aug 01 2031 21:45:00 GMT-0330\n-->{BODY}",
            "saved singlefile",
            datetime(2031, 8, 2, 1, 15),
        ),
        (f"<!--\n Page saved with SingleFile \n url: {URL} \n saved date: yesterday\n-->{BODY}", "saved singlefile", None),
        (f"<!-- Saved from {URL} at 2031-08-02T10:15:00Z using monolith v2.8 -->{BODY}", "saved monolith", datetime(2031, 8, 2, 10, 15)),
        (
            f'<html><head><meta name="savepage-url" content="{URL}"><meta name="savepage-date" content="Sat Aug 02 2031 10:15:00 GMT+0000 (UTC)"></head><body><p>x',
            "saved savepage",
            datetime(2031, 8, 2, 10, 15),
        ),
    ],
)
def test_where_and_when_a_page_was_saved(page: str, rule: str, recorded: datetime | None) -> None:
    frozen = read(page)
    assert frozen.article.url == frozen.capture.url == URL
    assert [(row.value, row.rule) for row in frozen.page.fields if row.field == "url"] == [(URL, rule)]
    assert frozen.capture.recorded == recorded


@pytest.mark.parametrize(
    "page",
    [
        BODY,
        f"<!-- saved from url=(0014)about:internet -->{BODY}",
        f"<!-- saved from url=(0020)file:///etc/passwd -->{BODY}",
        f"<p>saved from url=(0040){URL}</p>",
        f"{BODY}{' ' * 20_000}<!-- saved from url=(0040){URL} -->",
        f"<!-- {'saved from url=(' * 200}",
    ],
    ids=["none", "about", "file", "text", "late", "open"],
)
def test_what_is_no_mark_is_none(page: str) -> None:
    assert saved_page(page).fields == ()
    assert saved_page(page).recorded is None


def test_what_the_page_says_of_its_address_goes_before_where_it_was_saved() -> None:
    page = BODY.replace("<title>", '<link rel="canonical" href="https://quay.example/news/ferry"><title>')
    assert read(f"<!-- saved from url=(0040){URL} -->{page}").article.url == "https://quay.example/news/ferry"


def test_pictures_inside_a_page_are_left_out_and_its_text_stays() -> None:
    blob = base64.b64encode(bytes(range(256)) * 60_000).decode()  # 20 MB: the HTML parser would stop at ten
    page = (
        f"<html><head><style>@font-face {{src: url(data:font/woff2;charset=utf-8;base64,{blob})}}</style></head><body><p>before</p>"
        f'<img src="data:image/png;base64,{blob}"><p>The ferry stays.</p><p>A data: address, as in “data:text/plain;base64,QUJD”, is short.</p>'
    )
    assert len(without_data(page)) < 500
    assert read(page).article.text == "before\n\nThe ferry stays.\n\nA data: address, as in “data:text/plain;base64,QUJD”, is short."


def test_a_page_that_is_too_deep_is_named_and_not_cut_short() -> None:
    deep = "<html><body>" + "<div>" * 2000 + "<p>The ferry stays.</p>" + "</div>" * 2000 + "<p>after</p>"
    assert read(deep).article.text == "The ferry stays.\n\nafter"
    with pytest.raises(Exception, match=r"^ferry\.html: is nested more than 2,048 elements deep"):
        read("<html><body>" + "<div>" * 3000 + "<p>The ferry stays.</p>")
