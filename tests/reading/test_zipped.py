from __future__ import annotations

import gzip
import io
import json
import stat
import struct
import warnings
import zipfile
from pathlib import Path

import pytest

from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import Frozen, read_bytes, zipped
from tests.reading.pieces import pieces, read
from tests.reading.warcs import http, packed, record

PAGE = b"<!DOCTYPE html><html><body><p>The ferry stays in port.</p></body></html>"


def archive(*members: tuple[str | zipfile.ZipInfo, bytes], pack: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as zipped_file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two members of one name
        for name, data in members:
            zipped_file.writestr(name, data)
    return out.getvalue()


def test_every_member_by_its_name() -> None:
    data = archive(
        ("a.txt", b"The ferry stays."), ("news/b.html", PAGE), ("news/c.json", b'[{"text": "One."}, {"text": "Two."}]'), ("d", b"The wall broke."),
        ("e.jsonl", b'{"text": "Three."}\n{"text": "Four."}\n'), ("f.csv", b"title,text\nT,Five.\n"), ("news/", b""), ("g.warc", record(http())),
    )  # fmt: skip
    articles, problems = read(data, "pile.zip")
    assert not problems
    assert [one.capture.place for one in articles] == [
        "a.txt", "news/b.html", "news/c.json > [0]", "news/c.json > [1]", "d", "e.jsonl line 1", "e.jsonl line 2", "f.csv line 2", "g.warc record 1",
    ]  # fmt: skip
    assert articles[1].article.text == "The ferry stays in port."
    assert {one.capture.path for one in articles} == {"pile.zip"}


def test_what_belongs_to_no_article_is_left_out() -> None:
    data = archive(
        ("__MACOSX/._a.txt", b"\0\5"), (".DS_Store", b"x"), (".git/a.txt", b"x"), ("a.html", PAGE), ("a_files/style.css", b"x"),
        ("a_files/boat.png", b"x"), ("a_files/frame.html", PAGE),
    )  # fmt: skip
    articles, problems = read(data, "pile.zip")
    assert ([one.capture.place for one in articles], problems) == (["a.html"], [])


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("link.txt")
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@pytest.mark.parametrize(
    ("member", "says"),
    [
        (("../../etc/passwd.txt", b"x"), "leads out of the archive"),
        (("a/../../b.txt", b"x"), "leads out of the archive"),
        (("/abs.txt", b"x"), "leads out of the archive"),
        (("C:/abs.txt", b"x"), "leads out of the archive"),
        (("..\\b.txt", b"x"), "leads out of the archive"),
        ((link(), b"/etc/passwd"), "is a link"),
        (("inner.zip", archive(("a.txt", b"x"))), "is an archive inside another"),
        (("a.txt.gz", gzip.compress(b"x")), "is an archive inside another"),
        (("crawl.warc.gz", packed(record(http()))), "is an archive inside another"),
        (("boat.png", b"\x89PNG"), ".png files are not read"),
        (("empty.txt", b""), "is empty"),
        (("sources.csv", b"path,url\n"), "Put it beside the archive"),
        (("list.csv", b"a,b\n1,2\n"), "no column holds"),
        (("bad.json", b"{"), "is not JSON"),
        (("strange\n\x07name.png", b"x"), r"strange\n\x07name.png: .png files"),
    ],
)
def test_one_bad_member_loses_no_other(member: tuple[str | zipfile.ZipInfo, bytes], says: str) -> None:
    articles, problems = read(archive(("a.txt", b"The ferry stays."), member, ("z.txt", b"The wall broke.")), "pile.zip")
    assert [one.capture.place for one in articles] == ["a.txt", "z.txt"]
    (problem,) = problems
    assert says in problem.error


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read(archive(("../out.txt", b"x"), ("in.txt", b"The ferry stays.")), "pile.zip")
    assert not list(tmp_path.iterdir())
    assert not (tmp_path.parent / "out.txt").exists()


def test_an_encrypted_member() -> None:
    data = bytearray(archive(("a.txt", b"The ferry stays.")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    _, (problem,) = read(bytes(data), "pile.zip")
    assert "is encrypted" in problem.error


@pytest.mark.parametrize("method", [99, 9])
def test_a_method_that_is_not_read(method: int) -> None:
    data = bytearray(archive(("a.txt", b"The ferry stays."), ("b.txt", b"The wall broke.")))
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        struct.pack_into("<H", data, data.index(mark) + at, method)
    articles, (problem,) = read(bytes(data), "pile.zip")
    assert (len(articles), problem.place) == (1, "a.txt")
    assert "is damaged or packed in a way that is not read" in problem.error


def test_a_damaged_member() -> None:
    data = archive(("a.txt", b"The ferry stays."), ("b.txt", b"The wall broke."), pack=zipfile.ZIP_STORED).replace(
        b"ferry stays", b"ferry sinks"
    )
    articles, (problem,) = read(data, "pile.zip")
    assert ([one.capture.place for one in articles], problem.place) == (["b.txt"], "a.txt")


def test_two_members_of_one_name() -> None:
    articles, _ = read(archive(("a.txt", b"The ferry stays."), ("a.txt", b"The wall broke.")), "pile.zip")
    assert [one.capture.place for one in articles] == ["a.txt", "a.txt (2)"]
    assert articles[1].article.text == "The wall broke."


@pytest.mark.parametrize(
    "data",
    [b"", b"no archive", archive(("a.txt", b"x" * 500))[:-30], archive(), archive((".hidden", b"x")), archive(("folder/", b""))],
    ids=["empty", "no archive", "half", "no member", "hidden", "folder"],
)  # fmt: skip
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"pile\.zip: .*(unpack it first|take it away)\."):
        pieces(data, "pile.zip")


def test_a_bomb_is_not_unpacked() -> None:
    data = archive(*((f"{number}.txt", b"0" * 30_000_000) for number in range(8)))
    found = pieces(data, "pile.zip")
    assert found[-1].place == "3.txt"
    assert "more than 200 times its size" in getattr(found[-1], "error", "")


def test_a_member_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "LARGEST", 1000)
    articles, (problem,) = read(archive(("a.txt", b"x" * 2000), ("b.txt", b"The wall broke.")), "pile.zip")
    assert (len(articles), problem.place, "is larger than" in problem.error) == (1, "a.txt", True)


def test_a_member_of_many_articles_may_be_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "LARGEST", 1000)
    lines = b"".join(json.dumps({"text": f"The ferry {number} stays."}).encode() + b"\n" for number in range(100))
    articles, problems = read(archive(("a.jsonl", lines)), "pile.zip")
    assert (len(articles), problems) == (100, [])


def test_standard_input_tells_by_its_first_bytes() -> None:
    (found,) = read_bytes(archive(("a.txt", b"The ferry stays.")), "stdin", Known())
    assert isinstance(found, Frozen)
    assert found.capture.place == "a.txt"
