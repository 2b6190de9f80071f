"""PDFs made by hand: reading order, paragraphs, pages that are no text, files that do harm."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from pdfs import Line, column, file_of, pdf, picture_pdf

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, Problem, pdfium, read_bytes

LEFT = [
    "The harbour of Dunmarrow has been",
    "closed since a storm broke its outer",
    "wall, and the island has bread for gov-",
    "ernment ﬁnances and for the ﬂour mill",
    "that the ferry brings to the quay and the",
]
RIGHT = [
    "shops behind it every week of the year.",
    "Nobody could say when it would sail.",
    "",
    "“The ferry will not sail before Monday,”",
    "said Oriel Tamsin, who runs the harbour",
    "and has not slept since Friday night.",
]
HEAD = "Ferry to Dunmarrow stays in port"


def columns(top: float = 740) -> tuple[list[Line], list[Line]]:
    return column(LEFT, 72, top, 9, 12), column(RIGHT, 310, top, 9, 12)


def read(data: bytes) -> tuple[Frozen, list[Problem]]:
    found = read_bytes(data, "ferry.pdf", Known())
    (frozen,) = [one for one in found if isinstance(one, Frozen)]
    return frozen, [one for one in found if isinstance(one, Problem)]


def words(data: bytes) -> list[str]:
    return [block.words for block in read(data)[0].page.blocks]


# A divided word keeps its hyphen; ligatures are letters.
TWO_COLUMNS = [HEAD, " ".join([*LEFT, *RIGHT[:2]]).replace("gov- ", "gov-").replace("ﬁ", "fi").replace("ﬂ", "fl"), " ".join(RIGHT[3:])]


@pytest.mark.parametrize("order", ["columns", "rows", "right first"])
@pytest.mark.parametrize("packed", [False, True])
def test_two_columns_are_read_one_after_the_other_whatever_order_the_file_has(order: str, packed: bool) -> None:
    left, right = columns()
    page: list[Line] = [(72, 770, 20, HEAD)]
    if order == "columns":
        page += left + right
    elif order == "right first":
        page = right + left + page
    else:
        page += sorted(left + right, key=lambda line: (-line[1], line[0]))
    assert words(pdf([page], packed=packed)) == TWO_COLUMNS


def test_blocks_stand_at_their_page_and_line() -> None:
    frozen, problems = read(pdf([column(RIGHT), column(["Another page."])]))
    assert problems == []
    assert [(block.place, block.kind) for block in frozen.page.blocks] == [
        ("page 1 line 1", "line"),
        ("page 1 line 3", "line"),
        ("page 2 line 1", "line"),
    ]
    for block in frozen.page.blocks:
        assert frozen.article.text[block.span.start : block.span.end] == block.words


def test_lines_of_one_paragraph_are_one_block_and_indents_begin_the_next() -> None:
    first = ["The harbour has been closed since a", "storm broke its outer wall on Friday."]
    second = ["Nobody knows when it will open again,", "and the island has bread for four days."]
    page = [*column(first, 72, 700), (84, 672, 11, second[0]), (72, 658, 11, second[1])]
    assert words(pdf([page])) == [" ".join(first), " ".join(second)]


def test_a_list_and_a_table_are_no_paragraph() -> None:
    assert words(pdf([column(["Bread", "Oil", "Flour from the mainland"])])) == ["Bread", "Oil", "Flour from the mainland"]
    cells = [(x, 700 - 14 * row, 11, f"{name}{row}") for row in range(4) for x, name in ((72, "boat "), (200, "port "), (330, "time "))]
    assert words(pdf([cells])) == [f"boat {row}\tport {row}\ttime {row}" for row in range(4)]


def test_running_heads_and_feet_are_kept_and_are_no_part_of_the_article() -> None:
    lines = [f"line {word} of the text that runs over the pages and on" for word in ("one", "two", "three", "four", "five", "six")]
    pages = [
        [(72, 810, 8, f"The Quay Daily, page {n + 1}"), *column(lines[2 * n : 2 * n + 2]), (72, 30, 8, "Printed on the quay")]
        for n in range(3)
    ]
    frozen, _ = read(pdf(pages))
    assert [(block.words, block.main, block.place) for block in frozen.page.blocks][:2] == [
        ("The Quay Daily, page 1", False, "page 1 line 1"),
        (" ".join(lines), True, "page 1 line 2"),
    ]
    assert sorted(block.words for block in frozen.page.blocks if not block.main) == [
        *["Printed on the quay"] * 3,
        *[f"The Quay Daily, page {n}" for n in (1, 2, 3)],
    ]


def test_what_the_document_says_of_itself() -> None:
    info = {"Title": "Fähre stays", "Author": "Oriel Tamsin", "CreationDate": "D:20310802101500+02'00'", "ModDate": "D:20310803"}
    frozen, _ = read(pdf([column(LEFT)], info))
    assert [(row.field, row.value) for row in frozen.page.fields if row.rule == "pdf info"] == [
        ("title", "Fähre stays"), ("byline", "Oriel Tamsin"), ("published", "2031-08-02T10:15:00+02:00"), ("modified", "2031-08-03"),
    ]  # fmt: skip
    assert frozen.capture.recorded is None


@pytest.mark.parametrize("title", ["Microsoft Word - ferry.doc", "ferry-final.indd", "Untitled 1", ""])
@pytest.mark.parametrize("date", ["D:2031", "yesterday", "D:20319999"])
def test_a_files_name_is_no_title_and_half_a_date_none(title: str, date: str) -> None:
    frozen, _ = read(pdf([column(LEFT)], {"Title": title, "CreationDate": date}))
    assert [row for row in frozen.page.fields if row.rule == "pdf info"] == []


def test_an_encrypted_file_that_anyone_may_open_is_read() -> None:
    frozen, _ = read(pdf([column(["The ferry stays."])], {"Title": "Ferry"}, password=""))
    assert frozen.article.text == "The ferry stays."
    assert ("title", "Ferry") in [(row.field, row.value) for row in frozen.page.fields]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (pdf([column(LEFT)], password="quay"), "locked with a password"),
        (picture_pdf(3), r"holds pictures of pages and no text, as a scan does\. Run text recognition"),
        (pdf([[]]), "hold no text"),
        (b"%PDF-1.4\nnothing more", "too damaged"),
        (b"no pdf at all", "is no PDF"),
        (pdf([column(LEFT)])[:200], "too damaged"),
    ],
    ids=["locked", "scan", "empty", "bare", "text", "cut"],
)
def test_what_cannot_be_read_is_named(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=rf"^ferry\.pdf: .*{says}.*\.$"):
        read_bytes(data, "ferry.pdf", Known())


def test_pages_that_are_pictures_are_named_and_the_others_read() -> None:
    """Pages of text and of pictures in one file."""
    text = pdf([column(["The ferry stays."]), []])
    scan = b"q 500 0 0 700 40 40 cm BI /W 8 /H 8 /BPC 1 /CS /G ID \x00\xff\x00\xff\x00\xff\x00\xff EI Q"
    data = text.replace(b"<</Length 0>>\nstream\n\nendstream", b"<</Length %d>>\nstream\n%s\nendstream" % (len(scan), scan))
    frozen, problems = read(data)
    assert frozen.article.text == "The ferry stays."
    assert [problem.place for problem in problems] == ["page 2"]
    assert problems[0].error.startswith("ferry.pdf: page 2 holds pictures and no text; the rest is read. Run text recognition")


def test_a_file_that_breaks_off_is_said() -> None:
    """PDFium finds the pages again while the trailer is there, which says where they begin; without it the file is refused."""
    whole = pdf([column([f"This is page {n}."]) for n in range(1, 7)])
    frozen, problems = read(whole[: whole.index(b"startxref\n")])
    assert "This is page 6." in frozen.article.text
    assert [problem.place for problem in problems] == ["end"]
    assert problems[0].error.startswith("ferry.pdf: ends in the middle of the file: pages may be missing.")
    with pytest.raises(UnreadableInput, match="too damaged"):
        read_bytes(whole[: whole.index(b"xref\n") - 200], "ferry.pdf", Known())


def test_more_than_an_article_is_refused_before_it_is_laid_out() -> None:
    page = column(["word " * 20] * 50, size=5, leading=6)
    with pytest.raises(UnreadableInput, match=r"^ferry\.pdf: holds more than 1,000,000 characters by page \d+, .*\.$"):
        read_bytes(pdf([page] * 250, packed=True), "ferry.pdf", Known())


def test_a_thousand_pages() -> None:
    start = time.process_time()
    frozen, _ = read(pdf([column([f"Page {n} says that the ferry stays.", "The wall broke."]) for n in range(1000)], packed=True))
    assert frozen.page.blocks[-1].place.startswith("page 1000 ")
    assert time.process_time() - start < 20


def test_a_file_that_draws_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ten forms, each of which draws the next ten times; the process that draws them is ended."""
    forms = {
        20 + i: b"<</Type/XObject/Subtype/Form/BBox[0 0 500 500]/Resources<</XObject<</X %d 0 R>>>>/Length 60>>\nstream\n%s\nendstream"
        % (21 + i, b"/X Do " * 10)
        for i in range(10)
    }
    data = file_of({
        1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Count 1/Kids[10 0 R]>>",
        10: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</XObject<</X 20 0 R>>>>/Contents 11 0 R>>",
        11: b"<</Length 5>>\nstream\n/X Do\nendstream", **forms,
    })  # fmt: skip
    impatient = tmp_path / "pdfium.py"
    impatient.write_text(Path(pdfium.__file__).read_text().replace("LONGEST = 120", "LONGEST = 3"))
    monkeypatch.setattr(pdfium, "__file__", str(impatient))
    with pytest.raises(UnreadableInput, match=r"^ferry\.pdf: takes more time or memory to draw than a document does.*\.$"):
        read_bytes(data, "ferry.pdf", Known())
