"""Every shape of quotation: (contents by paragraph, depth, closed) in the order of their openings."""

from __future__ import annotations

import pytest
from pages import page

from firsthand.language.parse import parse

Shape = tuple[list[str], int, bool]


def test_a_name_between_commas_behind_a_noun_is_a_title() -> None:
    text = "The report of the inquiry, “Low Water”, found that the crew slept. He said, “Go home”, and left."
    title, speech = (q.guess for q in parse(page(text)).quotations)
    assert title == "title of a work"
    assert speech != "title of a work"


def shapes(text: str) -> list[Shape]:
    return [([text[s.start : s.end] for s in q.content_spans], q.depth, q.closed) for q in parse(page(text)).quotations]


def one(*contents: str) -> list[Shape]:
    return [([content], 0, True) for content in contents]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Shut,” she said. “Open.”", one("Shut,", "Open.")),
        ('"Shut," she said. "Open."', one("Shut,", "Open.")),
        ("‘Shut,’ she said. ‘Open.’", one("Shut,", "Open.")),
        ("'Shut,' she said. 'Open.'", one("Shut,", "Open.")),
        ("„Zu“, sagte sie. »Auf«", one("Zu", "Auf")),
        ("« Fermé », dit-elle.", one("Fermé")),
        ("``Shut,'' she said.", one("Shut,")),
        ('“Shut," she said. "Open.”', one("Shut,", "Open.")),
        ("“Shut,“ she said.", one("Shut,")),
        ('said:"Shut."', one("Shut.")),
        ('"We waited--" he began.', one("We waited--")),
        ('" spaced " marks', one("spaced")),
        ("(“Shut”)", one("Shut")),
    ],
)
def test_pairs(text: str, expected: list[Shape]) -> None:
    assert shapes(text) == expected


@pytest.mark.parametrize(
    "text",
    ["They don’t and didn't.", "the boys’ team and the boys' boat", "the ’90s, the ‘90s and the '90s", "'tis ’twas ‘em", "rock ’n’ roll", "6'2\" tall",
     "a 5\" pipe", "Hawai‘i", "five o’clock"],
)  # fmt: skip
def test_no_quotation(text: str) -> None:
    assert shapes(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘The boys’ boat don’t leak,’ he said.", one("The boys’ boat don’t leak,")),
        ("'The boys' boat leaks,' he said.", one("The boys' boat leaks,")),
        ("‘Rock ’n’ roll,’ he said.", one("Rock ’n’ roll,")),
        ('"I need 5" nails," he said.', one('I need 5" nails,')),
        ('"I am 6\'2" tall," he said.', one("I am 6'2\" tall,")),
        ('"Lock 13" and "Lock 14" are shut.', one("Lock 13", "Lock 14")),
    ],
)
def test_apostrophes_and_inches_inside(text: str, expected: list[Shape]) -> None:
    assert shapes(text) == expected


def test_nested() -> None:
    assert shapes("“He said ‘I called it “shut”’ twice.”") == [
        (["He said ‘I called it “shut”’ twice."], 0, True),
        (["I called it “shut”"], 1, True),
        (["shut"], 2, True),
    ]
    assert shapes("\"She said 'no' to me,\" he said.") == [(["She said 'no' to me,"], 0, True), (["no"], 1, True)]
    assert shapes("“‘No,’” he said.") == [(["‘No,’"], 0, True), (["No,"], 1, True)]


@pytest.mark.parametrize("mark", ["“”", '""', "‘’"])
def test_over_paragraphs(mark: str) -> None:
    a, b = mark[0], mark[1]
    text = f"{a}One.\n\n{a}Two.\n\n{a}Three,{b} he said.\n\nThe {a}other{b} one."
    expected = [(["One.", "Two.", "Three,"], 0, True), (["other"], 0, True)]
    assert shapes(text) == (expected if mark != "‘’" else shapes(text))
    if mark == "‘’":
        assert shapes(text)[-1] == (["other"], 0, True)


def test_closed_in_the_next_paragraph_without_opening_again() -> None:
    assert shapes("“One.\n\nTwo,” he said. “Three.”") == [(["One.", "Two,"], 0, True), (["Three."], 0, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One.\n\nTwo. “Three.”", [(["One."], 0, False), (["Three."], 0, True)]),
        ("“One, he said.\n\n“Two,” she said.", [(["One, he said."], 0, False), (["Two,"], 0, True)]),
        ("“One “two” three", [(["One"], 0, False), (["two"], 0, True)]),
        ("“One.\n\n“Two.", [(["One.", "Two."], 0, False)]),
        ("The end: “", [([], 0, False)]),
        ("'One is shut.", [(["One is shut."], 0, False)]),
    ],
)
def test_unclosed_swallows_nothing(text: str, expected: list[Shape]) -> None:
    assert shapes(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They saw the film “The Long Lock” in Kelmora.", "title of a work"),
        ("He was on “Morning Boats” in Kelmora.", "title of a work"),
        ("He spoke in an interview on Orm TV’s “Morning Boats,” and left.", "title of a work"),
        ("Brell said they fell into a “deep hole” again.", "no speaker found"),
        ("The so-called “water peace” held.", "term"),
        ("The “deal” held.", "scare quotes"),
        ("“The lock is shut and nobody knows why.”", "no speaker found"),
        ("“No,” said Varro.", "no speaker found"),
        ("“The lock is", "unclosed"),
    ],
)
def test_guess(text: str, expected: str) -> None:
    assert [q.guess for q in parse(page(text)).quotations] == [expected]
