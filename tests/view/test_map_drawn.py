from __future__ import annotations

from pathlib import Path

from handmade import Written, when, write_story
from sourced import AGAIN, BELL, COPY, FIRST, POST, REVIEW, ROWS, STORY, credit

from firsthand.view import map_drawn
from firsthand.view.origins_html import legend, picture, table
from firsthand.view.story import Story


def drawn(path: Path, written: list[Written], rows: list[object]) -> map_drawn.Drawing:
    with Story.open(write_story(path / "s.duckdb", written, rows)) as story:
        return map_drawn.drawing(story.sourcing_map())


def test_whoever_has_it_from_another_stands_to_the_right(tmp_path: Path) -> None:
    found = drawn(tmp_path, STORY, list(ROWS))
    x = {dot.key: dot.x for dot in found.dots}
    assert x["outlet Norland Press"] < x[FIRST.article_id] < x[COPY.article_id] < x[AGAIN.article_id]
    assert x["outlet Norland Press"] < x[POST.article_id] == x[REVIEW.article_id]
    assert [place.article_id for place in found.beside] == [BELL.article_id]
    assert len({(dot.x, dot.y) for dot in found.dots}) == len(found.dots)


def test_a_pair_is_one_line_with_its_strongest_row(tmp_path: Path) -> None:
    found = drawn(tmp_path, STORY, list(ROWS))
    lines = {(one.a.key, one.b.key): one for one in found.strokes}
    copied = lines[FIRST.article_id, COPY.article_id]
    assert (copied.kind, copied.forth, copied.back, copied.rows) == ("reuse", True, False, 2)
    assert copied.compare == f"{FIRST.article_id},{COPY.article_id}"
    assert "draws on" in copied.says
    alike = next(one for pair, one in lines.items() if set(pair) == {POST.article_id, REVIEW.article_id})
    assert (alike.kind, alike.forth, alike.back) == ("alike", False, False)
    assert alike.bow is not None  # both stand in one layer
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
    assert all(0 <= dot.x <= 100 for dot in found.dots)


def test_nothing_to_draw_is_no_picture(tmp_path: Path) -> None:
    found = drawn(tmp_path, [BELL], [])
    assert picture(found) == ""
    assert [place.article_id for place in found.beside] == [BELL.article_id]


def test_the_table_has_a_row_for_each_edge(tmp_path: Path) -> None:
    with Story.open(write_story(tmp_path / "s.duckdb", STORY, ROWS)) as story:
        edges = story.sourcing_map()
        assert table(edges, large=False).count('<tr><th scope="row">') == len(edges.edges)
