"""A build that was stopped is gone on with, and gives the story that it would have given in one go."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from helpers import BREAD, FERRY, WALL, build, change, rows, snapshot, write

from firsthand import reading, store, unfinished
from firsthand.engines.pace import Progressed
from firsthand.verify import problems

COUNT = 12
tiny = pytest.mark.usefixtures("tiny")


def pile(folder: Path, *, skip: int | None = None) -> Path:
    return write(folder, {f"{number:02}.txt": f"{FERRY}Edition {number}.\n" for number in range(COUNT) if number != skip})


def container(folder: Path, count: int = COUNT) -> Path:
    lines = [json.dumps({"body_text": f"{BREAD}Edition {number}.", "uri": f"https://quay.example/{number}"}) for number in range(count)]
    lines.insert(3, "{")  # one bad line
    lines.append(json.dumps({**json.loads(lines[0]), "headline": "The same text once more"}))
    return write(folder, {"all.jsonl": "\n".join(lines) + "\n", "note.txt": WALL})


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of files, and places of pieces, that are read for their text."""
    seen: list[str] = []
    whole, piece = reading.read_bytes, reading.read_piece

    def spy_whole(data: bytes, path: str, known: Any) -> Any:
        seen.append(path)
        return whole(data, path, known)

    def spy_piece(one: Any, *rest: Any) -> Any:
        seen.append(one.place)
        return piece(one, *rest)

    monkeypatch.setattr(reading, "read_bytes", spy_whole)
    monkeypatch.setattr(reading, "read_piece", spy_piece)
    return seen


Stop = Callable[..., None]


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Stop:
    """Builds, and stops after so many files or pieces, or in the story stages; what was read is worth keeping."""
    monkeypatch.setattr(store, "WORTH_KEEPING", 1)

    def stopped(paths: Any, file: Path, after: int | None, **options: Any) -> None:
        count = 0

        def told(now: Progressed) -> None:
            nonlocal count
            count += now.phase == "reading"
            if now.phase == "story" if after is None else count == after:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            build(paths, file, progress=told, **options)
        assert file.with_name(f".{file.name}.building").exists()

    return stopped


def same_as_fresh(file: Path, folder: Path, **options: Any) -> None:
    fresh = file.with_name("fresh.duckdb")
    build(folder, fresh, **options)
    assert snapshot(file) == snapshot(fresh)
    assert not list(problems(file, [folder]))
    fresh.unlink()


@tiny
@pytest.mark.parametrize("after", [1, 7, None], ids=["early", "late", "in the story stages"])
@pytest.mark.parametrize("only", [False, True])
def test_goes_on_from_what_was_read(tmp_path: Path, stop: Stop, read: list[str], after: int | None, only: bool) -> None:
    folder, file = pile(tmp_path / "pile"), tmp_path / "story.duckdb"
    stop(folder, file, after, only=only)
    read.clear()
    resumed: list[int] = []
    built = build(folder, file, resumed=resumed.append, only=only)
    there = COUNT if after is None else after
    assert resumed == [there] == [built.resumed]
    assert len(read) == COUNT - there
    assert names(tmp_path) == {"pile", "story.duckdb"}
    same_as_fresh(file, folder, only=only)


@tiny
def test_goes_on_inside_a_file_of_many_articles(tmp_path: Path, stop: Stop, read: list[str]) -> None:
    folder, file = container(tmp_path / "pile"), tmp_path / "story.duckdb"
    stop(folder, file, 8)
    read.clear()
    built = build(folder, file)
    assert built.resumed == 8
    assert len(read) == COUNT - 8 + 2
    assert [outcome.place for outcome in built.failed] == ["line 4"]
    same_as_fresh(file, folder)
    read.clear()
    again = build(folder, file)
    assert (again.read, again.unchanged, read) == (0, 2, [])
    assert again.failed == built.failed, "what is bad in an unchanged file is told again"


@tiny
def test_two_stops_inside_one_file(tmp_path: Path, stop: Stop, read: list[str]) -> None:
    folder, file = container(tmp_path / "pile"), tmp_path / "story.duckdb"
    stop(folder, file, 3)
    stop(folder, file, 4)
    read.clear()
    built = build(folder, file)
    assert built.resumed == 7
    assert len(read) == COUNT - 7 + 2
    assert [outcome.place for outcome in built.failed] == ["line 4"]
    same_as_fresh(file, folder)


@tiny
@pytest.mark.parametrize("after", [2, None], ids=["early", "in the story stages"])
def test_bad_items_of_an_unchanged_file_are_told_once(tmp_path: Path, stop: Stop, after: int | None) -> None:
    folder, file = container(tmp_path / "pile"), tmp_path / "story.duckdb"
    before = build(folder, file).failed
    write(folder, {"more.txt": FERRY})
    stop(folder, file, after)
    built = build(folder, file)
    assert built.failed == before
    assert rows(file, "SELECT count(*) FROM outcome WHERE place = 'line 4'") == [(1,)]
    same_as_fresh(file, folder)


@tiny
def test_a_piece_that_is_named_like_a_place_inside_another(tmp_path: Path, stop: Stop) -> None:
    """`list.json > [1]` is an article of list.json, and the name of a file beside it."""
    folder, file = tmp_path / "pile", tmp_path / "story.duckdb"
    folder.mkdir()
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("list.json", json.dumps([{"body_text": f"{BREAD}Edition {number}."} for number in range(3)]))
        archive.writestr("list.json > [1].txt", FERRY)
        archive.writestr("last.txt", WALL)
    for after in (1, 2):
        stop(folder, file, after)
        build(folder, file)
        same_as_fresh(file, folder)
        file.unlink()


@tiny
def test_stopped_while_it_takes_over_what_a_stopped_build_left(tmp_path: Path, stop: Stop, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, file = pile(tmp_path / "pile"), tmp_path / "story.duckdb"
    build(folder / "00.txt", file)
    stop(folder, file, 5)

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(unfinished, "mend", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build(folder, file)
    assert not list(problems(file))
    build(folder, file)
    assert names(tmp_path) == {"pile", "story.duckdb"}
    same_as_fresh(file, folder)


@tiny
def test_only_published_texts_and_files_as_they_are_now_count(tmp_path: Path, stop: Stop) -> None:
    """What only the stopped build had read, and no file holds any more, is not in the story."""
    folder, file = pile(tmp_path / "pile", skip=0), tmp_path / "story.duckdb"
    build(folder, file)
    write(folder, {"00.txt": "A text that nobody will publish.", "01.txt": FERRY + "Changed once."})
    stop(folder, file, 5)
    write(folder, {"00.txt": "Another text.", "01.txt": FERRY + "Changed twice."})
    built = build(folder, file)
    assert built.resumed == 2
    texts = {text for (text,) in rows(file, "SELECT text FROM article")}
    assert "Another text." in texts
    assert not {"A text that nobody will publish.", FERRY + "Changed once."} & texts
    assert {f"{FERRY}Edition 1.\n", FERRY + "Changed twice."} <= texts, "a build adds"
    assert built.changed == ("01.txt",)


@tiny
def test_another_call_after_a_stopped_one_gives_what_it_would_have_given(tmp_path: Path, stop: Stop) -> None:
    """The stopped build had forgotten all but its own files, and had read what this one does not give."""
    old, one, two = pile(tmp_path / "old"), write(tmp_path / "one", {"a.txt": BREAD, "00.txt": f"{FERRY}Edition 0.\n"}), write(tmp_path / "two", {"w.txt": WALL})  # fmt: skip
    file, other = tmp_path / "story.duckdb", tmp_path / "other.duckdb"
    write(old, {"bad.txt": b""})
    for story in (file, other):
        build(old, story)
    stop(one, file, None, only=True)
    for story in (file, other):
        build(two, story)
    assert snapshot(file) == snapshot(other)
    assert not list(problems(file, [old, two]))


@tiny
@pytest.mark.parametrize("what", ["another version", "another story", "no story", "a damaged file"])
def test_a_half_built_file_that_does_not_fit_is_thrown_away(tmp_path: Path, stop: Stop, monkeypatch: pytest.MonkeyPatch, what: str) -> None:
    folder, file = pile(tmp_path / "pile"), tmp_path / "story.duckdb"
    build(folder / "00.txt", file)
    stop(folder, file, 5)
    if what == "another version":
        monkeypatch.setattr(reading, "READ_VERSION", "next")
    elif what == "another story":
        change(file, "CREATE TABLE main.more AS SELECT 1 AS a", "DROP TABLE main.more")
        os.utime(file, ns=(1, 1))
    elif what == "no story":
        file.unlink()
    else:
        half = file.with_name(f".{file.name}.building")
        half.write_bytes(half.read_bytes()[:5000])
    built = build(folder, file)
    assert built.resumed == 0
    assert names(tmp_path) == {"pile", "story.duckdb"}
    same_as_fresh(file, folder)


@tiny
def test_what_is_soon_read_again_is_not_kept(tmp_path: Path) -> None:
    folder, file = pile(tmp_path / "pile"), tmp_path / "story.duckdb"

    def told(now: Progressed) -> None:
        if now.articles == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(folder, file, progress=told)
    assert names(tmp_path) == {"pile"}


@pytest.mark.skipif(os.name != "posix", reason="signals are others there")
@pytest.mark.parametrize("verb", ["build", "report"])
def test_sigterm_stops_at_once_and_leaves_nothing(tmp_path: Path, verb: str) -> None:
    folder = write(tmp_path / "many", {f"{number}.txt": (FERRY + f"Edition {number}.\n") * 30 for number in range(60)})
    target = ["--store", str(tmp_path / "story.duckdb")] if verb == "build" else ["-o", str(tmp_path / "story.html")]
    command = [sys.executable, "-m", "firsthand", verb, str(folder), *target]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    until = time.monotonic() + 60
    while not (tmp_path / ".story.duckdb.building").exists() and process.poll() is None and time.monotonic() < until:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM, (out, err)
    assert err.decode() == "firsthand: Stopped; what was there before is as it was.\n"
    assert names(tmp_path) == {"many"}
