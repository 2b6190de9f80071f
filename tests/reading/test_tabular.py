from __future__ import annotations

import csv
import gzip
import io

import pytest

from firsthand.errors import UnreadableInput
from firsthand.reading import lines
from tests.reading.pieces import fields, pieces, read

HEADER = ("title", "text", "url", "media_name", "author", "publish_date")
ROWS = (
    ("Ferry stays", "The ferry, they said, stays.\nThe wall “broke”.", "https://quay.example/1", "The Quay", "Oriel Tamsin", "2031-08-02"),
    ("Wall broke", 'He said "no" to it.', "https://quay.example/2", "Island Post", "", "August 3, 2031"),
)


def table(*rows: tuple[str, ...], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t"), ("a.csv", "\t"), ("A.CSV", "|")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_article_a_row(name: str, delimiter: str, encoding: str) -> None:
    articles, problems = read(table(HEADER, *ROWS, delimiter=delimiter, encoding=encoding), name)
    assert not problems
    assert [one.article.text for one in articles] == [ROWS[0][1], ROWS[1][1]]
    assert [one.capture.place for one in articles] == ["line 2", "line 4"]
    assert fields(articles[0]) == {
        ("title", "Ferry stays", "csv title"), ("url", "https://quay.example/1", "csv url"), ("outlet", "The Quay", "csv media_name"),
        ("byline", "Oriel Tamsin", "csv author"), ("published", "2031-08-02", "csv publish_date"),
    }  # fmt: skip
    assert ("published", "2031-08-03", "csv publish_date") in fields(articles[1])
    assert articles[0].article.url == "https://quay.example/1"


@pytest.mark.parametrize("name", ["Full Text", "fullText", "body", "content", "article", "TEXT", "maintext"])
def test_names_of_the_text_column(name: str) -> None:
    (article,), _ = read(table(("id", name), ("1", "The ferry stays.")), "a.csv")
    assert article.article.text == "The ferry stays."
    assert article.page.blocks[0].place == f"{name} line 1"


def test_markup_in_a_cell() -> None:
    (article,), _ = read(table(("content", "title"), ("<p>The ferry <b>stays</b>.</p>", "T")), "a.csv")
    assert article.article.text == "The ferry stays."


def test_packed() -> None:
    articles, problems = read(gzip.compress(table(HEADER, *ROWS)), "a.csv.gz")
    assert (len(articles), problems) == (2, [])


def test_a_spreadsheet_that_names_its_delimiter() -> None:
    articles, _ = read(b"sep=;\r\n" + table(HEADER, *ROWS, delimiter=";"), "a.csv")
    assert len(articles) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\n\n", b"title,url\nFerry,https://quay.example\n", b"\x00\x01" * 100, b"path,url,outlet\na.txt,,The Quay\n", b'"title,text\n',
        b"summary;title\nThe ferry stays.;T\n",
    ],
)  # fmt: skip
def test_no_text_column_is_refused_with_the_remedy(data: bytes) -> None:
    with pytest.raises(UnreadableInput) as caught:
        pieces(data, "a.csv")
    assert str(caught.value).startswith("a.csv: ")
    assert len(str(caught.value).splitlines()) == 1


def test_the_refusal_names_the_columns() -> None:
    with pytest.raises(UnreadableInput, match=r"it has 'title', 'url'\. Name that column 'text'\."):
        pieces(b"title,url\n", "a.csv")


@pytest.mark.parametrize(
    ("row", "place", "says"),
    [
        (b"T,The ferry, they said,https://quay.example\n", "line 2", "has 4 cells"),
        (b"T,The ferry\n", "line 2", "has 2 cells"),
        (b"T,,https://quay.example\n", "line 2", "is empty"),
        (b"T,  ,https://quay.example\n", "line 2", "is empty"),
        (b'T,"He said "no" to it",u\n', "line 2", "quotation marks"),
        (b'T,"He said\nthat "no" to it",u\n', "lines 2 to 3", "quotation marks"),
        (b"T,caf\xe9,u\n", "line 2", "is not UTF-8"),
        (b"T,a\x00b,u\n", "line 2", "NUL"),
    ],
)
def test_one_bad_row_loses_no_other(row: bytes, place: str, says: str) -> None:
    data = b"title,text,url\n" + row + "T,The café is open.,u\n".encode()
    articles, problems = read(data, "a.csv")
    assert [one.article.text for one in articles] == ["The café is open."]
    (problem,) = problems
    assert (problem.place, says in problem.error) == (place, True), problem


@pytest.mark.parametrize(("cut", "says"), [(b'T,"The ferry\nstays', "inside quotation marks"), (b"T,The fer", "is cut short")])
def test_a_table_that_is_cut_short(cut: bytes, says: str) -> None:
    articles, problems = read(b"title,text,url\nT,The ferry stays.,u\n" + cut, "a.csv")
    assert len(articles) == 1
    (problem,) = problems
    assert says in problem.error


def test_a_mark_that_nothing_closes_does_not_swallow_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("firsthand.reading.tabular.LONGEST", 1000)
    rows = b"".join(b"T,Ferry number %d stays.,u\n" % number for number in range(200))
    articles, problems = read(b'title,text,url\nT,"open,u\n' + rows, "a.csv")
    (problem,) = problems
    assert "nothing closes" in problem.error
    assert problem.place.startswith("lines 2 to ")
    assert len(articles) > 150


def test_a_line_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 1000)
    data = b"title,text,url\nT,%s,u\nT,The ferry stays.,u\n" % (b"a" * 300_000)
    articles, problems = read(data, "a.csv")
    assert [one.article.text for one in articles] == ["The ferry stays."]
    assert [problem.place for problem in problems] == ["line 2"]


def test_a_cell_longer_than_the_csv_modules_own_limit() -> None:
    text = "The ferry stays in port. " * 10_000
    (article,), _ = read(table(("title", "text"), ("T", text)), "a.csv")
    assert article.article.text == text
