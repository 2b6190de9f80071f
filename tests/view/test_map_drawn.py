from __future__ import annotations

import math
import re
from itertools import combinations
from pathlib import Path

import pytest
from handmade import Written, when, write_story
from sourced import AGAIN, BELL, COPY, FIRST, POST, REVIEW, ROWS, STORY, credit, derivation, reuse

from firsthand.view import map_drawn
from firsthand.view.map_html import legend, picture
from firsthand.view.origins_html import table
from firsthand.view.story import Story


def drawn(path: Path, written: list[Written], rows: list[object]) -> map_drawn.Drawing:
    with Story.open(write_story(path / "s.duckdb", written, rows)) as story:
        return map_drawn.drawing(story.sourcing_map())


def points(one: map_drawn.Stroke) -> list[tuple[float, float]]:
    """Along the curve of an edge."""
    numbers = [float(number) for number in re.findall(r"-?\d+", one.curve)]
    ends = list(zip(numbers[::2], numbers[1::2], strict=True))
    parts = [((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3) for t in (n / 200 for n in range(201))]
    return [
        (sum(p * x for p, (x, _) in zip(part, ends, strict=True)), sum(p * y for p, (_, y) in zip(part, ends, strict=True)))
        for part in parts
    ]


def copies(count: int) -> tuple[list[Written], list[object]]:
    """Articles of one text, all of which name one outlet, each two with a tie."""
    words = "The price of a sack of salt will fall by a third before the first snow, the Norland Courier reports"
    written = [
        Written(f"{n}.txt", f"Salt {n}\n\n{words}.\n", outlet=f"Paper {n}", title=f"Salt {n}", published=when(1 + n)) for n in range(count)
    ]
    rows: list[object] = [credit(one, "the Norland Courier reports", "Norland Courier", "Norland Courier", "reported") for one in written]
    for one, other in combinations(written, 2):
        rows.append(reuse(one, words, other, words, 20))
        rows.append(
            derivation(one, other, "wholly", directed=False, rule="credit", source="Norland Courier", reason="both credit Norland Courier")
        )
    return written, rows


def test_whoever_has_it_from_another_stands_below(tmp_path: Path) -> None:
    found = drawn(tmp_path, STORY, list(ROWS))
    row = {dot.key: dot.row for dot in found.dots}
    assert row[FIRST.article_id] < row[COPY.article_id] < row[AGAIN.article_id]
    assert row["outlet Norland Press"] == row[POST.article_id] - 1
    assert sorted(row.values()) == list(range(len(found.dots)))
    assert [place.article_id for place in found.beside] == [BELL.article_id]


@pytest.mark.parametrize("count", [2, 9, 20])
def test_no_edge_passes_through_a_node_that_is_not_its_own_nor_through_a_name(tmp_path: Path, count: int) -> None:
    written, rows = copies(count)
    story = drawn(tmp_path, written, rows)
    assert story.strokes
    for one in story.strokes:
        assert one.a.row < one.b.row
        assert all(0 <= x <= map_drawn.LINE - map_drawn.GAP for x, _ in points(one))
        for dot in story.dots:
            if dot not in (one.a, one.b):
                assert min(math.dist(point, (map_drawn.LINE, dot.y)) for point in points(one)) > 9


def test_parallel_edges_lie_apart(tmp_path: Path) -> None:
    written, rows = copies(20)
    found = drawn(tmp_path, written, rows)
    for one, other in combinations(found.strokes, 2):
        assert one.curve != other.curve
        if one.reach == other.reach:
            assert one.middle != other.middle


def test_copies_of_one_text_stand_together_and_are_tied_once_each(tmp_path: Path) -> None:
    written, rows = copies(5)
    found = drawn(tmp_path, written, rows)
    same = [one for one in found.strokes if one.kind == "same"]
    assert [(one.a.row, one.b.row) for one in same] == [(1, 2), (2, 3), (3, 4), (4, 5)]
    assert (len(found.strokes), found.rows, found.edges) == (9, 9, 15)
    assert "9 lines for 9 of the map’s 15 rows" in legend(found)
    assert "ties of articles that are tied already" in legend(found)


def test_a_tie_by_a_source_that_both_have_on_the_map_is_not_drawn_twice(tmp_path: Path) -> None:
    written, rows = copies(2)
    rows[-1] = derivation(*written, directed=False, rule="credit", source="Norland Courier", reason="both credit Norland Courier")
    found = drawn(tmp_path, written, rows)
    assert [one.kind for one in found.strokes] == ["credit", "credit"]


def test_two_of_one_name_and_day_are_told_apart(tmp_path: Path) -> None:
    words = "The boats wait, the Norland Courier reports."
    written = [
        Written(f"{n}.txt", f"{title}\n\n{words}\n", outlet="Salt Post", title=title, published=when(3))
        for n, title in enumerate(("Salt expected in spring", "Salt, unexpected in spring"))
    ]
    rows = [credit(one, "the Norland Courier reports", "Norland Courier", "Norland Courier", "reported") for one in written]
    found = drawn(tmp_path, written, rows)
    assert [dot.apart for dot in found.dots if dot.href] == ["… expected in spring", "… unexpected in spring"]


def test_a_pair_is_one_line_with_its_strongest_row(tmp_path: Path) -> None:
    found = drawn(tmp_path, STORY, list(ROWS))
    lines = {(one.a.key, one.b.key): one for one in found.strokes}
    copied = lines[FIRST.article_id, COPY.article_id]
    assert (copied.kind, copied.forth, copied.back, copied.rows) == ("reuse", True, False, 2)
    assert copied.compare == f"{FIRST.article_id},{COPY.article_id}"
    assert "draws on" in copied.says
    alike = next(one for pair, one in lines.items() if set(pair) == {POST.article_id, REVIEW.article_id})
    assert (alike.kind, alike.forth, alike.back) == ("common", False, False)
    assert lines[COPY.article_id, AGAIN.article_id].circular


def test_the_picture_names_every_node_and_edge(tmp_path: Path) -> None:
    found = drawn(tmp_path, STORY, list(ROWS))
    html = picture(found)
    assert html.count("<title>") == html.count("aria-label=") - 1 == len(found.dots) + len(found.strokes) + 1  # and what leads nowhere
    assert 'href="#credit=' in html
    assert "comes back to where it began" in legend(found)


def test_many_articles_fold_to_outlets(tmp_path: Path) -> None:
    written = [
        Written(
            f"{n:03}.txt",
            f"Salt {n}\n\nThe ice holds for {n} days, the Norland Press reports.\n",
            outlet=f"Paper {n % 60}",
            published=when(1 + n % 28),
        )
        for n in range(500)
    ]
    rows = [credit(one, "the Norland Press reports", "Norland Press", "Norland Press", "reported") for one in written]
    found = drawn(tmp_path, written, rows)
    assert found.folded
    assert len(found.dots) == map_drawn.MOST_DRAWN
    assert found.left_out == 61 - map_drawn.MOST_DRAWN
    assert all("opens the first" in one.says for one in found.strokes)
    assert found.height < 900


def test_long_chains_and_circles_are_drawn(tmp_path: Path) -> None:
    written = [
        Written(f"{n}.txt", f"Salt {n}\n\nThe ice holds, Paper {(n - 1) % 9} reports.\n", outlet=f"Paper {n}", published=when(3))
        for n in range(9)
    ]
    rows = [
        credit(one, f"Paper {(n - 1) % 9} reports", f"Paper {(n - 1) % 9}", f"Paper {(n - 1) % 9}", "reported", meant=written[(n - 1) % 9])
        for n, one in enumerate(written)
    ]
    found = drawn(tmp_path, written, rows)
    assert len(found.strokes) == 9
    assert all(one.circular for one in found.strokes)
    assert [dot.row for dot in found.dots] == list(range(9))


def test_nothing_to_draw_is_no_picture(tmp_path: Path) -> None:
    found = drawn(tmp_path, [BELL], [])
    assert picture(found) == ""
    assert [place.article_id for place in found.beside] == [BELL.article_id]


def test_the_table_has_a_row_for_each_edge(tmp_path: Path) -> None:
    with Story.open(write_story(tmp_path / "s.duckdb", STORY, ROWS)) as story:
        edges = story.sourcing_map()
        assert table(edges, large=False).count('<tr><th scope="row">') == len(edges.edges)
