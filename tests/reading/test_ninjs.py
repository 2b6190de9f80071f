from __future__ import annotations

import json
from typing import Any

import pytest

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, Problem, read_bytes


def all_of(value: Any, name: str = "wire.json") -> list[Frozen | Problem]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return read_bytes(data, name, Known())


def read(value: Any, name: str = "wire.json") -> list[Frozen]:
    found = all_of(value, name)
    problems = [one for one in found if isinstance(one, Problem)]
    assert not problems
    return [one for one in found if isinstance(one, Frozen)]


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
        ("text", "no object"),
        (5, "no object"),
        ([], "body_text|no article"),
        ({"articles": []}, "no article"),
        ({"status": "ok"}, "body_text"),
        ({"articles": "many"}, "body_text"),
        ({"other": [ONE]}, "body_text"),
    ],
)
def test_what_is_no_article_is_refused_with_the_remedy(value: Any, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says) as caught:
        read(value)
    assert str(caught.value).startswith("wire.json: ")
    assert str(caught.value).endswith(".")


def test_bad_items_of_a_list_are_problems_and_the_others_are_read() -> None:
    found = all_of(["text", ONE, {"headline": "no body"}, 5, {"body_text": "half \ud800 a pair"}, TWO])
    assert [one.place if isinstance(one, Problem) else one.capture.place for one in found] == ["[0]", "[1]", "[2]", "[3]", "[4]", "[5]"]
    problems = [one for one in found if isinstance(one, Problem)]
    assert len(problems) == 4
    assert all(problem.error.startswith(f"wire.json, {problem.place}: ") and problem.error.endswith(".") for problem in problems)


@pytest.mark.parametrize("value", [["text"], [1, None], [{"headline": "no body"}], {"articles": [{"title": "no body"}]}])
def test_where_every_item_is_bad_each_is_a_problem(value: Any) -> None:
    found = all_of(value)
    assert len(found) == len(value["articles"] if isinstance(value, dict) else value)
    assert all(isinstance(one, Problem) for one in found)


@pytest.mark.parametrize(
    ("value", "place"),
    [
        ({"status": "ok", "articles": [{"title": "Ferry stays", "content": "The ferry stays."}]}, "articles[0]"),
        ({"response": {"results": [{"webTitle": "Ferry stays", "fields": {"bodyText": "The ferry stays."}}]}}, "response.results[0]"),
        ({"response": {"docs": [{"headline": {"main": "Ferry stays"}, "lead_paragraph": "The ferry stays."}]}}, "response.docs[0]"),
        ({"hits": {"hits": [{"_source": {"title": "Ferry stays", "text": "The ferry stays."}}]}}, "hits.hits[0]"),
        ({"items": [{"title": "Ferry stays", "content_html": "<p>The ferry stays.</p>"}]}, "items[0]"),
    ],
)
def test_a_list_inside_an_object(value: Any, place: str) -> None:
    (frozen,) = read(value)
    assert frozen.capture.place == place
    assert frozen.article.text == "The ferry stays."
    assert fields(frozen)["title"] == ["Ferry stays"]
    assert frozen.page.blocks[0].place.startswith(f"{place}.")


def test_an_article_with_a_list_of_others_is_one_article() -> None:
    (frozen,) = read({"text": "The ferry stays.", "articles": [ONE, TWO]})
    assert frozen.article.text == "The ferry stays."
    assert frozen.capture.place is None


def test_what_an_interface_cuts_is_marked() -> None:
    (frozen,) = read({"articles": [{"content": "The ferry stays in port until the wall… [+1843 chars]"}]})
    assert fields(frozen)["extent"] == ["cut"]
    (frozen,) = read({"response": {"docs": [{"lead_paragraph": "The ferry stays."}]}})
    assert fields(frozen)["extent"] == ["cut"]
    (frozen,) = read({"text": "The ferry stays [+ more]."})
    assert "extent" not in fields(frozen)


def test_names_that_archives_use() -> None:
    item = {
        "Full Text": "The ferry stays.", "maintext": "not this one", "authors": ["Oriel Tamsin", "Ines Quarrow"], "source_domain": "quay.example",
        "date_publish": "2031-08-02 10:00:00", "url": "https://quay.example/1", "language": "English", "title": None,
    }  # fmt: skip
    (frozen,) = read(item)
    assert frozen.article.text == "The ferry stays."
    assert fields(frozen) == {
        "byline": ["Oriel Tamsin", "Ines Quarrow"], "outlet": ["quay.example"], "published": ["2031-08-02T10:00:00"],
        "url": ["https://quay.example/1"],
    }  # fmt: skip


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
