from __future__ import annotations

import pytest

from firsthand.model import Known
from firsthand.reading import Frozen, Problem, read_bytes
from firsthand.reading import database_exports as exports
from tests.reading.pieces import fields

BODY = (
    "DUNMARROW (Quay Wire) - The ferry to the island stays in port until the wall of its harbour has been looked at, the company said on Sunday.",
    "“Nobody will sail before Thursday,” said Oriel Tamsin, who runs the line. She would not say who pays for the bread that is flown in meanwhile.",
    "A second note was pinned beside the first, which gave a number that nobody answers after six, when the office on the quay closes for the night.",
)  # fmt: skip
TEXT = "\n\n".join(BODY)

NEXIS = """
                               {n} of 2 DOCUMENTS


                                The Quay Courier

                             August {n}, 2031 Saturday

SECTION: Local; Pg. {n}

LENGTH: 96 words

HEADLINE: Ferry stays in port, part {n}

BYLINE: Oriel Tamsin

BODY:

{text}

LOAD-DATE: August 3, 2031

LANGUAGE: ENGLISH

Copyright 2031 Quay Courier Ltd.
"""
UNI = """Ferry stays in port, part {n}
The Quay Courier
August {n}, 2031 Saturday

Copyright 2031 Quay Courier Ltd. All Rights Reserved
Section: Local; Pg. {n}
Length: 96 words
Byline: Oriel Tamsin
Body

{text}

Load-Date: August 3, 2031


End of Document
"""
FACTIVA = """Ferry stays in port, part {n}

By Oriel Tamsin
96 words
{n} August 2031
08:30 GMT
The Quay Courier
QUAYC
English
Copyright 2031 Quay Courier Ltd.

{text}

Document QUAYC0002031080{n}en8200001

"""
CODES = """HD   Ferry stays in port, part {n}
BY   Oriel Tamsin
WC   96 words
PD   {n} August 2031
SN   The Quay Courier
LA   English
LP
{text}
CO   quay : Quay Line
AN   Document QUAYC0002031080{n}en8200001

"""
PROQUEST = """
____________________________________________________________

Ferry stays in port, part {n}

Author: Oriel Tamsin
Publication info: The Quay Courier ; Dunmarrow [Dunmarrow]0{n} Aug 2031.

Full text: {text}

Subject: Ferries; Harbours
Title: Ferry stays in port, part {n}
Publication title: The Quay Courier
Publication date: Aug {n}, 2031
Document URL: https://search.example/docview/{n}
"""
OWN = """Title: Ferry stays in port, part {n}
Source: The Quay Courier
Date: {n} August 2031

{text}
-----------------
"""
EXPORTS = {
    "nexis": ("Print Request: Selected Documents: 1-2\nTime of Request: August 4, 2031\n", NEXIS, ""),
    "nexis uni": ("", UNI, ""),
    "factiva": ("", FACTIVA, "Search Summary\nText: ferry\nDate: In the last year\n"),
    "factiva codes": ("", CODES, ""),
    "proquest": ("Report Information from ProQuest\nAugust 04 2031 10:00\n", PROQUEST, "\n____________________________________________________________\n\nContact us\n"),
    "own": ("", OWN, ""),
}  # fmt: skip


def export(name: str) -> str:
    head, record, tail = EXPORTS[name]
    return head + "".join(record.format(n=n, text=TEXT) for n in (1, 2)) + tail


def read(text: str) -> list[Frozen | Problem]:
    return read_bytes(text.encode(), "pile.txt", Known())


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_export_is_cut_into_its_articles(name: str, end: str) -> None:
    text = export(name).replace("\n", end)
    found = read(text)
    articles = [one for one in found if isinstance(one, Frozen)]
    assert len(found) == 2
    assert [one.capture.place for one in articles] == ["document 1 of 2", "document 2 of 2"]
    for number, one in enumerate(articles, start=1):
        assert one.article.text in text
        given = {(field, value) for field, value, _ in fields(one)}
        assert ("title", f"Ferry stays in port, part {number}") in given
        if name != "nexis":  # whose outlet and date carry no label
            assert {("outlet", "The Quay Courier"), ("published", f"2031-08-0{number}")} <= given
        if name != "own":
            assert any(field == "byline" and value.endswith("Oriel Tamsin") for field, value in given)
        assert all(rule.startswith("export ") for _, _, rule in fields(one))


@pytest.mark.parametrize("name", EXPORTS)
def test_the_text_is_the_article_and_the_labels_are_not(name: str) -> None:
    for one in read(export(name)):
        assert isinstance(one, Frozen)
        main = "\n\n".join(block.words for block in one.page.blocks if block.main is not False)
        assert all(part in main for part in BODY)
        if name != "own":
            outside = [block.words for block in one.page.blocks if block.main is False]
            assert outside
            assert not any(part in words for part in BODY for words in outside)
        for block in one.page.blocks:
            assert one.article.text[block.span.start : block.span.end] == block.words


def test_lines_are_counted_in_the_file() -> None:
    text = export("factiva")
    second = [one for one in read(text) if isinstance(one, Frozen)][1]
    number = int(second.page.blocks[0].place.removeprefix("line "))
    assert text.split("\n")[number - 1] == "Ferry stays in port, part 2"


def test_one_document_alone() -> None:
    (one,) = read(UNI.format(n=1, text=TEXT))
    assert isinstance(one, Frozen)
    assert one.capture.place == "document 1 of 1"


def test_an_export_that_is_cut_short_gives_its_last_article_too() -> None:
    found = read(export("nexis uni")[:-200])
    assert [one.capture.place for one in found if isinstance(one, Frozen)] == ["document 1 of 2", "document 2 of 2"]


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        f"{TEXT}\n\n___________________________\n\n{TEXT}",
        f"{TEXT}\n\x0c{TEXT}",
        f"{TEXT}\nThis is document 1 of 3 that were leaked.\n{TEXT}",
        f"{TEXT}\n\n* * *\n\n{TEXT}",
        f"3 of 50 DOCUMENTS\n{TEXT}\n2 of 50 DOCUMENTS\n{TEXT}",
        f"1 of 3 DOCUMENTS\n{TEXT}\n2 of 9 DOCUMENTS\n{TEXT}",
        f"Title: Ferry stays\nDate: 2 August 2031\n\n{TEXT}\n----------------\nBy Oriel Tamsin",
        f"Source: The Quay\n\n{TEXT}\n\nEditing: end of document work by others",
    ],
)
def test_what_is_no_explicit_boundary_cuts_nothing(text: str) -> None:
    (one,) = read(text)
    assert isinstance(one, Frozen)
    assert one.article.text == text
    assert one.capture.place is None


@pytest.mark.parametrize(
    "header",
    ["Title: Ferry stays\nSource: The Quay\nDate: {n} August 2031\n", "Ferry stays\n96 words\n{n} August 2031\n", "LENGTH: 96 words\n"],
)
def test_several_without_a_boundary_stay_one_and_it_is_said(header: str) -> None:
    text = "".join(header.format(n=n) + f"\n{TEXT}\n\n" for n in (1, 2, 3))
    one, problem = read(text)
    assert isinstance(one, Frozen)
    assert one.article.text == text
    assert isinstance(problem, Problem)
    assert problem.error.startswith("pile.txt: looks like 3 articles (headers at lines ")
    assert problem.error.endswith("Give each a file of its own.")


def test_three_bylines_are_said_two_are_not() -> None:
    names = ("By Oriel Tamsin", "By Ines Quarrow", "By Tomas Vell")
    assert len(read("\n\n".join(f"Ferry\n\n{name}\n\n{TEXT}" for name in names))) == 2
    assert len(read("\n\n".join(f"Ferry\n\n{name}\n\n{TEXT}" for name in names[:2]))) == 1


@pytest.mark.parametrize(
    "text", ["", "\n" * 1000, "x", "\x0c", "_" * 50, "1 of 1 DOCUMENTS", "End of Document", "Title: x\n_________________\n" * 500]
)
def test_odd_texts_raise_nothing(text: str) -> None:
    exports.articles(text)
    exports.seams(text)


def test_a_copyright_line_behind_a_short_article_is_not_its_head() -> None:
    body = "Four hundred people slept in their clothes at the foot of the dam on Wednesday night, with bags packed by the door."
    text = f"1 of 1 DOCUMENTS\n\nThe Guardsman\n\nMay 8, 2031 Thursday\n\nBags packed\n\nBYLINE: Sunniva Blake\n\nLENGTH: 21 words\n\n{body}\n\nCopyright 2031 Guardsman\n"
    (frozen,) = read_bytes(text.encode(), "a.txt", Known())
    assert isinstance(frozen, Frozen)
    assert [block.main for block in frozen.page.blocks if block.words == body] != [False]
