from __future__ import annotations

import json
from typing import Any

import pytest

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, read_bytes


def read(value: Any, name: str = "wire.json") -> list[Frozen]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read_bytes(data, name, Known())


def fields(frozen: Frozen) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in frozen.page.fields:
        if row.rule.startswith("json "):
            found.setdefault(row.field, []).append(row.value)
    return found


ONE = {  # ninjs 1
    "uri": "https://wire.example/1", "headline": "Ferry stays", "byline": "Oriel Tamsin", "versioncreated": "2031-08-02T10:00:00Z",
    "language": "en", "body_text": "The ferry stays.\r\nThe wall broke.",
}  # fmt: skip
TWO = {  # ninjs 2
    "uri": "https://wire.example/2", "headlines": [{"role": "main", "value": "Ferry stays"}], "by": "Oriel Tamsin",
    "infosources": [{"name": "Quay Wire"}], "firstcreated": "2031-08-02T10:00:00Z",
    "bodies": [{"role": "main", "contenttype": "text/html", "value": "<p>The ferry stays.</p><p>The wall broke.</p>"}],
}  # fmt: skip
THREE = {  # ninjs 3
    "uri": "tag:wire.example,2031:3", "altids": [], "headlines": [{"value": "Ferry stays"}], "provider": {"name": "Quay Wire"},
    "bodies": [{"contenttype": "text/plain", "value": "The ferry stays.\n\nThe wall broke."}],
}  # fmt: skip


def test_ninjs_1() -> None:
    (frozen,) = read(ONE)
    assert frozen.article.text == ONE["body_text"]
    assert frozen.article.url == "https://wire.example/1"
    assert [(block.words, block.place) for block in frozen.page.blocks] == [
        ("The ferry stays.", "body_text line 1"),
        ("The wall broke.", "body_text line 2"),
    ]
    found = fields(frozen)
    assert (found["title"], found["byline"], found["published"][0]) == (["Ferry stays"], ["Oriel Tamsin"], "2031-08-02T10:00:00Z")


def test_ninjs_2_with_a_marked_up_body() -> None:
    (frozen,) = read(TWO)
    assert frozen.article.text == "The ferry stays.\n\nThe wall broke."
    assert [block.kind for block in frozen.page.blocks] == ["paragraph", "paragraph"]
    assert all(block.main and block.place.startswith("bodies/") for block in frozen.page.blocks)
    assert fields(frozen)["title"] == ["Ferry stays"]


def test_ninjs_3_whose_uri_is_no_address() -> None:
    (frozen,) = read(THREE)
    assert frozen.article.text == "The ferry stays.\n\nThe wall broke."
    assert frozen.article.url is None
    assert fields(frozen)["outlet"] == ["Quay Wire"]


@pytest.mark.parametrize("name", ["body_xhtml", "body_html"])
def test_html_bodies(name: str) -> None:
    (frozen,) = read({name: "<p>The &amp; ferry <b>stays</b></p><script>no()</script>"})
    assert frozen.article.text == "The & ferry stays"


def test_a_list_is_an_article_each() -> None:
    found = read([ONE, TWO, {**ONE, "uri": "https://wire.example/9"}])
    assert [frozen.article.url for frozen in found] == ["https://wire.example/1", "https://wire.example/2", "https://wire.example/9"]
    assert len({frozen.article.article_id for frozen in found}) == 3
    assert len({frozen.capture.raw_sha256 for frozen in found}) == 1
    assert found[1].page.blocks[0].place.startswith("[1].bodies/")


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (b"{not json", "is not JSON"),
        (b'{"body_text": "a"} extra', "is not JSON"),
        (b"[" * 100_000, "is not JSON"),
        (b'{"body_text": "a", "n": ' + b"9" * 6000 + b"}", "JSON"),
        ({"headline": "no body"}, "body_text"),
        ({"body_text": "  "}, "body_text"),
        ({"body_text": 5}, "body_text"),
        ({"bodies": [{"value": None}, "x"]}, "body_text"),
        (["text"], r"\[0\]"),
        ("text", "no object"),
        (5, "no object"),
        ([], "body_text|no article"),
    ],
)
def test_what_is_no_article_is_refused_with_the_remedy(value: Any, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says) as caught:
        read(value)
    assert str(caught.value).startswith("wire.json: ")
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    "item",
    [
        {"body_text": "half \ud800 a pair"},
        {"body_text": "Ferry", "headline": "half \udfff a pair"},
        {"body_text": "Ferry", "uri": "https://wire.example/\ud800"},
        {"body_text": "Ferry", "source": "Quay \ud800"},
        {"body_text": "a NUL \x00 character"},
    ],
    ids=["text", "title", "url", "outlet", "nul"],
)
def test_what_no_story_can_hold_is_refused_or_left_out(item: dict[str, str]) -> None:
    """JSON can spell characters that UTF-8 cannot: where they stand in the text the file is refused, and in a field at least that field goes."""
    try:
        (frozen,) = read(item)
    except UnreadableInput:
        return
    for row in frozen.page.fields:
        row.value.encode("utf-8")
    assert "\ud800" not in frozen.article.text


def test_a_pair_of_escapes_is_one_character() -> None:
    (frozen,) = read(b'{"body_text": "boat \\ud83d\\udea2"}')
    assert frozen.article.text == "boat \U0001f6a2"
