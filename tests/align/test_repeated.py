"""Lines that an outlet repeats are its furniture; what copies of one article share proves nothing, however many there are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from helpers import build, rows, write

from firsthand.align.repeated import Line, repeated
from firsthand.model import Span


def lines(articles: Sequence[Sequence[int]], *, own: int = 10, marked: frozenset[int] = frozenset()) -> list[Line]:
    """Lines of articles, each given by the numbers of what it shares; each has `own` more that no other has."""
    return [
        Line(f"{number:016x}", Span(at * 10, at * 10 + 5), f"line {plain}", plain, own + len(shared), plain in marked)
        for number, shared in enumerate(articles)
        for at, plain in enumerate(shared)
    ]


def test_a_line_of_two_articles_that_are_no_copies() -> None:
    found = list(repeated(lines([[1], [1], [2], [2, 3]])))
    assert [(row.article_id[-1], row.words) for row in found] == [("0", "line 1"), ("1", "line 1"), ("2", "line 2"), ("3", "line 2")]


def test_what_is_marked_already_is_left_out_and_counts() -> None:
    assert [row.words for row in repeated(lines([[1, 2], [1, 2]], marked=frozenset((1,))))] == ["line 2", "line 2"]


def test_copies_prove_nothing() -> None:
    copy = list(range(10))
    assert not list(repeated(lines([copy, copy, copy], own=2)))


def test_a_copy_takes_part_where_another_article_holds_the_line() -> None:
    copy = list(range(10))
    found = list(repeated(lines([copy, copy, [3]], own=20 - 10)))
    assert {row.words for row in found} <= {"line 3"} | {f"line {n}" for n in copy}
    assert {(row.article_id[-1], row.words) for row in found} >= {("0", "line 3"), ("1", "line 3"), ("2", "line 3")}


def seconds(given: Sequence[Line]) -> float:
    """The best of three: a machine that does other things only adds."""
    times = []
    for _ in range(3):
        start = time.process_time()
        list(repeated(given))
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.parametrize("shared", [[1], list(range(10))], ids=["one line", "copies"])
def test_a_large_outlet_costs_by_its_lines(shared: list[int]) -> None:
    """Compared pair by pair, eight times as many articles would take sixty-four times as long."""
    few, many = lines([shared] * 1000, own=2), lines([shared] * 8000, own=2)
    assert seconds(many) < 24 * seconds(few) + 0.1


@pytest.mark.usefixtures("tiny")
def test_lines_are_the_same_whatever_their_case_and_marks(tmp_path: Path) -> None:
    texts = {
        f"{name}.txt": f"Note {name}\n\nThe {name} boat came in.\n\nSecond {name} thing.\n\n{line}\n"
        for name, line in (
            ("a", "Follow us – on CHANNEL 4!"),
            ("b", "Follow us on Channel 4."),
            ("c", "Ärger im Hafen"),
            ("d", "ÄRGER IM HAFEN"),
        )
    }
    folder = write(tmp_path / "f", texts | {"sources.csv": "path,outlet\n" + "".join(f"{name},The Quay\n" for name in texts)})
    build(folder, tmp_path / "story.duckdb")
    found = rows(tmp_path / "story.duckdb", "SELECT words FROM furniture WHERE rule = 'repeated' ORDER BY 1")
    assert found == [("Follow us on Channel 4.",), ("Follow us – on CHANNEL 4!",), ("ÄRGER IM HAFEN",), ("Ärger im Hafen",)]
