"""Files that hold many articles: read as a stream, each bad item named by its place, unchanged ones not read again."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from helpers import BREAD, FERRY, WALL, build, change, rows, snapshot, write

from firsthand import reading
from firsthand.engines import workers
from firsthand.engines.jobs import Done, FileJob, lost
from firsthand.errors import UnreadableInput
from firsthand.model import Known
from firsthand.reading import files
from firsthand.reading.draft import Piece, Problem
from firsthand.reading.inputs import Input
from firsthand.verify import problems

pytestmark = pytest.mark.usefixtures("tiny")


def lines(*texts: str) -> str:
    return "".join(json.dumps({"body_text": text}) + "\n" for text in texts)


def split_blocks(file: BinaryIO, path: str) -> Iterator[Piece | Problem]:
    """Invented: a piece a line; `bad` is a bad one, `end` ends the file before its time, `crash` is a mistake in the splitter."""
    for number, line in enumerate(file, start=1):
        word = line.strip()
        if word == b"bad":
            yield Problem(f"block {number}", f"{path}, block {number}: is bad. Mend it.")
        elif word == b"end":
            raise UnreadableInput(f"{path}: breaks off at block {number}. Fetch it again.")
        elif word == b"crash":
            raise ValueError("no such block")
        elif word:
            yield Piece(f"block {number}", word, ".txt")


@pytest.fixture(autouse=True)
def blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reading.CONTAINERS, ".blocks", split_blocks)


def test_captures_and_bad_items_carry_their_place(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "f", {"a.blocks": "One boat.\nbad\nTwo boats.\nOne boat.\n"}), tmp_path / "story.duckdb"
    built = build(folder, store)
    assert (built.read, built.articles, [outcome.place for outcome in built.failed]) == (1, 3, ["block 2"])
    assert rows(store, "SELECT place FROM capture ORDER BY 1") == [("block 1",), ("block 3",), ("block 4",)]
    assert rows(store, "SELECT count(*), count(DISTINCT raw_sha256) FROM capture") == [(3, 1)]
    assert rows(store, "SELECT count(*) FROM article") == [(2,)], "equal text is one article"
    assert rows(store, "SELECT path, place, error FROM outcome WHERE status = 'failed'") == [
        ("a.blocks", "block 2", "a.blocks, block 2: is bad. Mend it.")
    ]
    assert not list(problems(store, [folder]))


def test_an_unchanged_one_is_not_read_again_and_a_changed_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, store = write(tmp_path / "f", {"a.blocks": "One boat.\nbad\n"}), tmp_path / "story.duckdb"
    first = build(folder, store)
    before = snapshot(store)
    opened: list[str] = []

    def spy(file: BinaryIO, path: str) -> Iterator[Piece | Problem]:
        opened.append(path)
        return split_blocks(file, path)

    monkeypatch.setitem(reading.CONTAINERS, ".blocks", spy)
    second = build(folder, store)
    assert (opened, second.read, second.unchanged, second.failed) == ([], 0, 1, first.failed)
    assert snapshot(store) == before
    write(folder, {"a.blocks": "One boat.\nTwo boats.\n"})
    third = build(folder, store)
    assert (opened, third.changed, third.failed) == (["a.blocks"], ("a.blocks",), ())
    assert rows(store, "SELECT count(*), count(DISTINCT raw_sha256) FROM capture") == [(3, 2)], "the old text stays beside the new"
    build(folder, store, only=True)
    build(folder, tmp_path / "fresh.duckdb", only=True)
    assert snapshot(store) == snapshot(tmp_path / "fresh.duckdb")


@pytest.mark.parametrize("end", ["end", "crash"])
def test_one_that_fails_halfway_keeps_what_came_before(tmp_path: Path, end: str) -> None:
    folder, store = write(tmp_path / "f", {"a.blocks": f"One boat.\n{end}\nTwo boats.\n", "b.txt": WALL}), tmp_path / "story.duckdb"
    for _ in range(2):
        built = build(folder, store)
        assert [(outcome.path, outcome.place) for outcome in built.failed] == [("a.blocks", None)]
        assert rows(store, "SELECT path FROM article ORDER BY 1") == [("a.blocks",), ("b.txt",)]
    write(folder, {"a.blocks": "One boat.\nTwo boats.\n"})
    assert build(folder, store).failed == ()
    assert rows(store, "SELECT count(*) FROM article WHERE path = 'a.blocks'") == [(2,)]


def test_what_a_person_knows_of_it_reads_it_again(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "f", {"a.jsonl": lines(FERRY, BREAD)}), tmp_path / "story.duckdb"
    build(folder, store)
    write(folder, {"sources.csv": "path,outlet\na.jsonl,The Quay\n"})
    build(folder, store)
    build(folder, tmp_path / "fresh.duckdb")
    assert rows(store, "SELECT DISTINCT outlet FROM article") == [("The Quay",)]
    assert snapshot(store) == snapshot(tmp_path / "fresh.duckdb")


def test_it_stands_for_an_article_whose_own_file_is_gone(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "f", {"a.txt": WALL, "b.blocks": WALL.replace("\n", " ") + "\n"}), tmp_path / "story.duckdb"
    write(folder, {"a.txt": WALL.replace("\n", " ").strip()})
    build(folder, store, only=True)
    assert rows(store, "SELECT path FROM article") == [("a.txt",)]
    (folder / "a.txt").unlink()
    build(folder, store, only=True)
    build(folder, tmp_path / "fresh.duckdb", only=True)
    assert rows(store, "SELECT path FROM article") == [("b.blocks",)]
    assert snapshot(store) == snapshot(tmp_path / "fresh.duckdb")


def test_one_changed_item_fails_verify(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "f", {"a.jsonl": lines(FERRY, BREAD, WALL)}), tmp_path / "story.duckdb"
    build(folder, store)
    assert not list(problems(store, [folder]))
    name = rows(store, "SELECT article_id FROM capture WHERE place = 'line 2'")[0][0]
    for schema in ("found", "main"):
        change(store, f"UPDATE {schema}.capture SET place = 'line 9' WHERE article_id = '{name}'")
    assert next(iter(problems(store, [folder]))).startswith(
        f"a.jsonl: reading the file again gives another text than the story's article {name}"
    )
    write(folder, {"a.jsonl": lines(FERRY, BREAD + "!", WALL)})
    assert "the file has changed" in next(iter(problems(store, [folder])))


def test_a_story_of_before_is_built_on(tmp_path: Path, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stories without places and without a list of files read whole."""
    store = tmp_path / "story.duckdb"
    build(articles, store)
    before = snapshot(store)
    for statement in ("DROP TABLE found.file", "ALTER TABLE found.outcome DROP COLUMN raw_sha256"):
        change(store, statement)
    for schema in ("found", "main"):
        for table in ("capture", "outcome"):
            change(store, f"ALTER TABLE {schema}.{table} DROP COLUMN place")
    built = build(articles, store)
    assert (built.read, built.unchanged) == (0, 3)
    assert snapshot(store) == before


# --- sizes and numbers ----------------------------------------------------------------------------------------------------------------


def test_a_file_of_one_article_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 1000)
    folder = write(tmp_path / "f", {"a.txt": "x" * 1001, "b.txt": WALL, "c.jsonl": lines(FERRY, BREAD, WALL, FERRY + BREAD)})
    real = Path.read_bytes

    def refuse(self: Path) -> bytes:
        assert self.name != "a.txt"
        return real(self)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    built = build(folder, tmp_path / "story.duckdb")
    assert [outcome.error for outcome in built.failed] == [
        "a.txt: holds 0 MB, and a file of one article is read up to 0 MB. Split it into its articles, or give them as JSON lines (.jsonl)."
    ]
    assert built.read == 2
    with pytest.raises(UnreadableInput):
        files.read_whole(Input("a.txt", folder / "a.txt", Known()))


def test_standard_input_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST_FILE", 10)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
    with pytest.raises(UnreadableInput, match="stdin: holds more"):
        files.read_whole(Input("stdin", None, Known()))


class Task:
    work = True

    def __init__(self, number: int) -> None:
        self.number = number
        self.load = 100


def test_a_bounded_number_of_tasks_is_in_flight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "IN_PROCESS_UP_TO", 3)
    taken = 0

    def tasks() -> Iterator[Task]:
        nonlocal taken
        for number in range(200):
            taken += 1
            yield Task(number)

    with workers.Workers[Task, int](number_of, 2, number_of) as pool:
        for number, (task, result) in enumerate(pool.run(tasks()), start=1):
            assert result == task.number == number - 1
            assert taken - number <= 2 * workers.AHEAD


def number_of(task: Task) -> int:
    return task.number


def end_if_five(task: Task) -> int:
    if task.number == 5:
        os._exit(9)
    return task.number


def minus_one(_task: Task) -> int:
    return -1


def test_a_job_that_ends_its_worker_is_the_only_one_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "IN_PROCESS_UP_TO", 3)
    with workers.Workers[Task, int](end_if_five, 2, minus_one) as pool:
        results: list[Any] = [result for _, result in pool.run(Task(number) for number in range(30))]
    assert results == [-1 if number == 5 else number for number in range(30)]


def test_the_line_of_a_lost_job_names_the_file() -> None:
    done: Done = lost(FileJob(Input("a.txt", None, Known()), frozenset(), frozenset()))
    assert [outcome.error for outcome in done.failures] == [
        "a.txt: ended the process that read it, most often for want of memory. Please report it with the file."
    ]
