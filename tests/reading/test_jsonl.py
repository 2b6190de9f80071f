from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator

import pytest

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, Piece, Problem, jsonl, lines, read_bytes, split
from tests.reading.pieces import fields, pieces, read

LINES = [
    {"title": "Ferry stays", "text": "The ferry stays.", "url": "https://quay.example/1", "source": "The Quay"},
    {"title": "Wall broke", "text": "The wall broke.", "url": "https://quay.example/2"},
    {"title": "Bread is flown in", "body_html": "<p>Bread is <b>flown</b> in.</p>"},
]


def written(*items: object, end: str = "\n") -> bytes:
    return b"".join((json.dumps(item, ensure_ascii=False) + end).encode() for item in items)


@pytest.mark.parametrize("name", ["pile.jsonl", "PILE.NDJSON"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\n\n"])
def test_an_article_a_line(name: str, end: str) -> None:
    articles, problems = read(written(*LINES, end=end), name)
    assert not problems
    assert [one.article.text for one in articles] == ["The ferry stays.", "The wall broke.", "Bread is flown in."]
    assert fields(articles[0]) == {
        ("title", "Ferry stays", "json title"), ("url", "https://quay.example/1", "json url"), ("outlet", "The Quay", "json source"),
    }  # fmt: skip
    step = 2 if end == "\n\n" else 1
    assert [one.capture.place for one in articles] == [f"line {1 + step * number}" for number in range(3)]


@pytest.mark.parametrize("name", ["pile.jsonl.gz", "pile.ndjson.gz"])
def test_packed(name: str) -> None:
    articles, problems = read(gzip.compress(written(*LINES)), name)
    assert (len(articles), problems) == (3, [])


@pytest.mark.parametrize("cut", [10, 40, 60])
def test_a_packed_file_that_is_cut_short(cut: int) -> None:
    many = written(*({"text": f"The ferry {number} stays in port {number * number}."} for number in range(200)))
    articles, problems = read(gzip.compress(many[:4000]) + gzip.compress(many[4000:])[:-cut], "pile.jsonl.gz")
    assert [one.article.text for one in articles] == [f"The ferry {n} stays in port {n * n}." for n in range(len(articles))]
    assert len(articles) > 50
    (problem,) = problems
    assert problem.place == f"after line {len(articles)}"
    assert "cut short" in problem.error


def test_the_last_line_is_cut_short() -> None:
    articles, problems = read(written(*LINES)[:-20], "pile.jsonl")
    assert len(articles) == 2
    assert [problem.error for problem in problems] == [
        "pile.jsonl, line 3: is cut short, the file ends in it. Fetch the file again; the lines before it were read."
    ]


def test_a_last_line_without_an_end_is_whole() -> None:
    articles, problems = read(written(*LINES)[:-1], "pile.jsonl")
    assert (len(articles), problems) == (3, [])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"text": "half', "is not JSON"),
        (b'{"text": "a"} extra', "is not JSON"),
        (b"no JSON", "is no JSON object"),
        (b"5", "is no JSON object"),
        (b'{"title": "no body"}', "has no text"),
        (b'{"text": ""}', "has no text"),
        (b'{"text": "a NUL \\u0000 character"}', "NUL"),
        (b'{"text": "half \\ud800 a pair"}', "surrogate"),
        (b'{"text": "caf\xe9"}', "is not UTF-8"),
        (b'{"text": "NUL \x00"}', "is binary"),
        (b"[" * 50_000, "is not JSON"),
        (b'{"text": "a", "n": ' + b"9" * 6000 + b"}", "is not JSON"),
    ],
)
def test_one_bad_line_loses_no_other(line: bytes, says: str) -> None:
    data = written(LINES[0]) + line + b"\n" + written({"text": "The café is open.", "title": "Café"})
    articles, problems = read(data, "pile.jsonl")
    assert [one.article.text for one in articles] == ["The ferry stays.", "The café is open."]
    (problem,) = problems
    assert problem.place == "line 2"
    assert says in problem.error


def test_a_bad_line_may_be_the_first() -> None:
    articles, problems = read(b"# a remark\n" + written(*LINES), "pile.jsonl")
    assert (len(articles), [problem.place for problem in problems]) == (3, ["line 1"])


def test_a_line_that_is_a_list_holds_several() -> None:
    articles, _ = read(written([LINES[0], LINES[1]]), "pile.jsonl")
    assert [one.capture.place for one in articles] == ["line 1 > [0]", "line 1 > [1]"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n\n",
        b"\x00\x01\x02" * 50,
        b"just text\n" * 5,
        b"{\n",
        json.dumps(LINES, indent=1).encode(),
        b"PK\x03\x04 no lines",
        b"line\n" * 500,
    ],
)
def test_what_is_no_json_lines_is_refused_once(data: bytes) -> None:
    with pytest.raises(UnreadableInput) as caught:
        pieces(data, "pile.jsonl")
    assert str(caught.value).startswith("pile.jsonl")
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings(encoding: str) -> None:
    text = "Das Café an der Fähre bleibt geöffnet, sagte Frau Größl, „bis der Wind dreht“. Die Überfahrt fällt aus."
    data = "".join(json.dumps({"text": f"{text} {number}"}, ensure_ascii=False) + "\n" for number in range(5)).encode(encoding)
    articles, problems = read(data, "pile.jsonl")
    assert not problems
    assert [one.article.text for one in articles] == [f"{text} {number}" for number in range(5)]


def test_a_line_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "LONGEST", 1000)
    data = written(LINES[0]) + b'{"text": "' + b"a" * 300_000 + b'"}\n' + written(LINES[1])
    articles, problems = read(data, "pile.jsonl")
    assert [one.article.text for one in articles] == ["The ferry stays.", "The wall broke."]
    (problem,) = problems
    assert (problem.place, "is longer than" in problem.error) == ("line 2", True)


def test_the_file_is_read_as_a_stream() -> None:
    """A pile that never ends gives its first articles."""

    class Endless(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
            line = b'{"text": "The ferry stays."}\n'
            data = (line * (len(view) // len(line) + 1))[: len(view) // len(line) * len(line)]
            view[: len(data)] = data
            return len(data)

    found: Iterator[Piece | Problem] = jsonl.split_jsonl(Endless(), "pile.jsonl")  # type: ignore[arg-type]
    assert [next(found).place for _ in range(100_000)][-1] == "line 100000"


def test_a_packed_line_that_never_ends_is_given_up() -> None:
    bomb = gzip.compress(b'{"text": "' + b"a" * 90_000_000, 9)
    with pytest.raises(UnreadableInput, match="unpacks to more than 200 times"):
        pieces(bomb, "pile.jsonl.gz")


@pytest.mark.parametrize("pack", [lambda data: data, gzip.compress], ids=["plain", "packed"])
def test_standard_input_tells_by_its_first_lines(pack: object) -> None:
    data = pack(written(*LINES))  # type: ignore[operator]
    assert split("stdin") is None
    found = read_bytes(data, "stdin", Known())
    assert [one.capture.place for one in found if isinstance(one, Frozen)] == ["line 1", "line 2", "line 3"]
    assert len(read_bytes(written(*LINES), "pile.txt", Known())) == 3


def test_one_object_on_standard_input_is_one_article() -> None:
    (frozen,) = read_bytes(b'{\n"text": "The ferry stays."\n}\n', "stdin", Known())
    assert isinstance(frozen, Frozen)
    assert frozen.capture.place is None
