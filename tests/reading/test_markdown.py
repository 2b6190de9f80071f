from __future__ import annotations

import pytest

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, read_bytes


def read(text: str, name: str = "a.md") -> Frozen:
    (frozen,) = read_bytes(text.encode("utf-8"), name, Known())
    return frozen


def fields(frozen: Frozen) -> set[tuple[str, str, str]]:
    return {(row.field, row.value, row.rule) for row in frozen.page.fields if row.field != "language"}


YAML = """---
headline: "Ferry stays: “not before Monday”"
source: The Quay
author: Oriel Tamsin
date: 2031-08-02
url: https://quay.example/ferry
mood: gloomy
---
"""
TOML = """+++
title = "Ferry stays: “not before Monday”"
outlet = "The Quay"
byline = "Oriel Tamsin"
published = 2031-08-02
link = "https://quay.example/ferry"
tags = ["sea"]
+++
"""
WANTED = {
    ("title", "Ferry stays: “not before Monday”", "person"),
    ("outlet", "The Quay", "person"),
    ("byline", "Oriel Tamsin", "person"),
    ("published", "2031-08-02", "person"),
    ("url", "https://quay.example/ferry", "person"),
}


@pytest.mark.parametrize(
    "front",
    [YAML, TOML, YAML.replace("\n", "\r\n"), TOML.replace("\n", "\r\n"), "\ufeff" + YAML],
    ids=["yaml", "toml", "yaml-crlf", "toml-crlf", "yaml-bom"],
)
def test_front_matter_is_what_a_person_knows(front: str) -> None:
    frozen = read(front + "\nThe ferry stays in port.\n")
    assert fields(frozen) == WANTED
    assert frozen.article.text == "The ferry stays in port.\n"
    assert frozen.capture.url == frozen.article.url == "https://quay.example/ferry"


def test_a_date_with_a_time_keeps_it() -> None:
    assert ("published", "2031-08-02T10:30:00+02:00", "person") in fields(read("+++\ndate = 2031-08-02T10:30:00+02:00\n+++\nText"))
    assert ("published", "2031-08-02T10:30:00+02:00", "person") in fields(read("---\ndate: 2031-08-02T10:30:00+02:00\n---\nText"))


@pytest.mark.parametrize(
    "text",
    [
        "Ferry stays.\n\n---\n\nMore.",
        "# Ferry\n\nStays.",
        "--- Ferry\nstays",
        "---- \nFerry\n----\nstays",
        "---\nFerry stays\n",
        "+++ Ferry",
    ],
)
def test_without_front_matter_all_is_text(text: str) -> None:
    frozen = read(text)
    assert frozen.article.text == text
    assert not fields(frozen)


@pytest.mark.parametrize("text", ["---\nThe ferry stays in port.\n---\nMore text.", "---\n- one boat\n- two boats\n---\nMore text."])
def test_prose_between_two_rules_is_no_front_matter(text: str) -> None:
    """A page may begin with a rule: what stands after it is read, not dropped."""
    assert read(text).article.text == text


def test_front_matter_alone_is_no_article() -> None:
    with pytest.raises(UnreadableInput, match=r"a\.md: holds no text"):
        read(YAML)


def test_empty_front_matter() -> None:
    assert read("---\n---\nFerry").article.text == "Ferry"


def test_values_stay_as_they_are_written() -> None:
    """YAML would make `No` false, run a tag's constructor, and refuse a day that no month has."""
    front = "---\ntitle: No\nbyline: !!python/object/apply:os.getcwd []\ndate: 2031-13-45\n---\nFerry"
    fields = {field.field: field.value for field in read(front).page.fields}
    assert fields["title"] == "No"
    assert fields["published"] == "2031-13-45"
    assert "byline" not in fields


LAUGHS = "a: &a [x, x]\n" + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True))


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ("---\ntitle: [open\n---\n", "is not YAML"),
        ("---\ntitle: a: b: c\n---\n", "is not YAML"),
        (f"---\n{LAUGHS}---\n", "aliases"),
        ("---\ntitle: " + "[" * 8000 + "\n---\n", "front matter"),
        ("---\ntitle: " + "x" * 20_000 + "\n---\n", "longer than"),
        ("+++\ntitle = \n+++\n", "is not TOML"),
        ("+++\ntitle = 'a'\ntitle = 'b'\n+++\n", "is not TOML"),
        ("+++\ntitle = " + "[" * 8000 + "\n+++\n", "front matter"),
        ("+++\nnumber = " + "9" * 6000 + "\n+++\n", "front matter"),
    ],
    ids=["yaml-open", "yaml-colons", "yaml-bomb", "yaml-deep", "long", "toml-empty", "toml-twice", "toml-deep", "toml-number"],
)  # fmt: skip
def test_broken_front_matter_is_refused_in_one_line_with_the_remedy(front: str, says: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read(front + "Ferry stays.")
    message = str(caught.value)
    assert message.startswith("a.md: ")
    assert says in message
    assert message.endswith(("take it out.", "Write the values out.", "and the like only."))
    assert "\n" not in message


def test_half_a_surrogate_pair_in_front_matter_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"a\.md: "):
        read('---\ntitle: "Ferry \\ud800"\n---\nStays.')


def test_marks_of_markdown_stay_and_tell_the_kind() -> None:
    text = "# Ferry stays\n\n> “Not before Monday”\n\n- one boat\n\n2. two boats\n\nThe end.\n"
    frozen = read(text)
    assert frozen.article.text == text
    assert [(block.words, block.kind) for block in frozen.page.blocks] == [
        ("# Ferry stays", "heading"),
        ("> “Not before Monday”", "quote"),
        ("- one boat", "list-item"),
        ("2. two boats", "list-item"),
        ("The end.", "line"),
    ]
