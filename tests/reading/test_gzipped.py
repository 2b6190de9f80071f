from __future__ import annotations

import gzip
import io

import pytest

from firsthand.errors import UnreadableInput
from firsthand.reading import gzipped
from tests.reading.pieces import pieces, read

TEXT = "The ferry stays in port. " * 40


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt.gz", TEXT.encode()), ("A.TXT.GZ", TEXT.encode()), ("a.gz", TEXT.encode()), ("a.html.gz", f"<p>{TEXT}</p>".encode()),
        ("sub/a.json.gz", f'{{"text": "{TEXT}"}}'.encode()), ("a.md.gz", TEXT.encode()),
    ],
)  # fmt: skip
def test_one_article_packed(name: str, data: bytes) -> None:
    (article,), problems = read(gzip.compress(data), name)
    assert not problems
    assert article.article.text.strip() == TEXT.strip()
    assert article.capture.place == name.rpartition("/")[2][:-3]


def test_several_members_and_padding() -> None:
    data = gzip.compress(TEXT[:300].encode()) + gzip.compress(TEXT[300:].encode()) + b"\0" * 100
    (article,), _ = read(data, "a.txt.gz")
    assert article.article.text == TEXT


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (gzip.compress(TEXT.encode())[:-12], "is cut short"),
        (gzip.compress(TEXT.encode())[:-3], "is cut short"),
        (gzip.compress(TEXT.encode()) + b"more", "is damaged"),
        (TEXT.encode(), "is no gzip file"),
        (b"\x1f\x8b", "is cut short"),
        (gzip.compress(TEXT.encode())[:-8] + b"\0" * 8, "damaged|no gzip"),
        (gzip.compress(b"\0" * 70_000_000), "unpacks to more than"),
        (b"", "cut short"),
    ],
    ids=["half", "no end", "more behind", "no gzip", "head alone", "wrong sum", "bomb", "empty"],
)
def test_what_cannot_be_unpacked(data: bytes, says: str) -> None:
    with pytest.raises(UnreadableInput, match=says) as caught:
        pieces(data, "a.txt.gz")
    assert str(caught.value).startswith("a.txt.gz: ")
    assert str(caught.value).endswith(".")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("a.png.gz", ".png files are not read"),
        ("a.tar.gz", ".tar files are not read"),
        ("a.zip.gz", "inside another"),
        ("a.gz.gz", "inside another"),
    ],
)
def test_what_is_packed_and_not_read(name: str, says: str) -> None:
    _, (problem,) = read(gzip.compress(b"anything"), name)
    assert says in problem.error


def test_nothing_packed() -> None:
    _, (problem,) = read(gzip.compress(b" \n"), "a.txt.gz")
    assert "is empty" in problem.error


def test_a_large_file_is_given_up_before_it_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gzipped, "LARGEST", 1_000_000)
    with pytest.raises(UnreadableInput, match="unpacks to more than 1 MB"):
        pieces(gzip.compress(b"The ferry stays." * 100_000), "a.txt.gz")


@pytest.mark.parametrize("step", [1, 7, 100_000])
def test_the_stream_gives_what_gzip_gives(step: int) -> None:
    data = gzip.compress(TEXT.encode()) + gzip.compress(b"") + gzip.compress(b"end")
    stream = io.BufferedReader(gzipped.Unpacked(io.BytesIO(data)), 10)
    out = b""
    while part := stream.read(step):
        out += part
    assert out == gzip.decompress(data)
