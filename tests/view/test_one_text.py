from __future__ import annotations

from itertools import combinations
from pathlib import Path

from handmade import Written, when, write_story
from sourced import credit, derivation, reuse

from firsthand.view import map_drawn, origins, origins_html
from firsthand.view.story import Story

NONE = "no report of it in the story"
WORDS = "The price of a sack of salt will fall by a third before the first snow, the sellers of Ostrel think"


def article(name: str, before: str = "", after: str = "", text: str = WORDS) -> Written:
    return Written(
        f"{name}.txt", f"Salt {name}\n\n{before}{text}.{after}\n", outlet=f"Paper {name}", title=f"Salt {name}", published=when(3)
    )


DATED, SIGNED, BARE = article("a", "ORMUND, June 4 (NPA) - "), article("b", after="\n\nCopyright Norland Press"), article("c")
DRAWS = article("d", text="The price of salt will fall, according to the Norland Press")
SENATOR = article("e", text="It will snow, Senator Ada Lund (R-Ost.) thinks")
STORY = [DATED, SIGNED, BARE, DRAWS, SENATOR]
ROWS = [
    credit(DATED, "ORMUND, June 4 (NPA) -", "NPA", "Norland Press", "wire", reason=NONE),
    credit(SIGNED, "Copyright Norland Press", "Norland Press", "Norland Press", "wire", reason=NONE),
    credit(DRAWS, "according to the Norland Press", "Norland Press", "Norland Press", "according-to", reason=NONE),
    credit(SENATOR, "(R-Ost.)", "R-Ost.", "R-Ost.", "wire", reason=NONE),
    *(reuse(one, WORDS, other, WORDS, 20) for one, other in combinations((DATED, SIGNED, BARE), 2)),
    *(derivation(one, other, "wholly", directed=False, reason="nothing tells which was first") for one, other in combinations((DATED, SIGNED, BARE), 2)),
]  # fmt: skip


def told(path: Path, written: list[Written], rows: list[object]) -> tuple[origins.Heading, ...]:
    with Story.open(write_story(path / "s.duckdb", written, rows)) as story:
        found = story.sourcing_map()
        return tuple(origins.headings(origins.reports(found), found))


def names(one: origins.Heading) -> list[str]:
    return [report.place.path for report in one.reports]


def test_all_that_bear_an_agencys_text_stand_together(tmp_path: Path) -> None:
    first = told(tmp_path, STORY, ROWS)[0]
    assert (first.words, first.note) == ("Norland Press’s text, in 3 articles", "One text in all of them, whole or cut.")
    assert names(first) == ["a.txt", "b.txt", "c.txt"]  # by its dateline, by its last line, and as the same text
    for one in first.reports:
        assert [len(line.nodes) for line in one.lines if line.kind == "same"] == [2]
        assert not any(NONE in line.reason for line in one.lines)


def test_one_that_draws_on_it_is_not_told_that_the_story_has_no_report_of_it(tmp_path: Path) -> None:
    (line,) = next(one for under in told(tmp_path, STORY, ROWS) for one in under.reports if one.place.path == "d.txt").lines
    assert line.reason == "its text stands in 3 articles of the story"


def test_letters_in_brackets_that_nobody_knows_are_no_agency(tmp_path: Path) -> None:
    assert sum(under.group == "agency" for under in told(tmp_path, STORY, ROWS)) == 1


def test_who_made_a_picture_is_not_whose_text_it_is(tmp_path: Path) -> None:
    written = [article(name, after="\n\n(Ada Lund/Norland Press)", text=f"The {name} boat sails") for name in "ab"]
    rows = [credit(one, "(Ada Lund/Norland Press)", "Norland Press", "Norland Press", "wire", reason=NONE) for one in written]
    (under,) = told(tmp_path, written, rows)
    assert under.group == "none"
    assert under.reports[0].lines[0].verb == "has a picture marked as from"
    with Story.open(tmp_path / "s.duckdb") as story:
        assert map_drawn.drawing(story.sourcing_map()).dots == ()


def test_one_from_which_others_have_it_and_that_names_none_is_in_a_group_of_its_own(tmp_path: Path) -> None:
    rows = [credit(DRAWS, "according to the Norland Press", "Norland Press", "Paper c", "according-to", meant=BARE, reason="its only report, 46 % of the telling words in both")]  # fmt: skip
    groups = {under.group: under for under in told(tmp_path, [BARE, DRAWS], rows)}
    assert names(groups["source"]) == ["c.txt"]
    assert "none" not in groups
    (report,) = groups["derived"].reports  # its first paragraph says so
    assert report.lines[0].reason == "its only report; names and rarer words stand in both"


def test_what_is_common_to_many_is_told_in_one_line(tmp_path: Path) -> None:
    text = f"{WORDS}, the Norland Courier reports"
    written = [article(name, text=f"{text} on page {name}") for name in "abcdefgh"]
    rows: list[object] = [
        credit(one, "the Norland Courier reports", "Norland Courier", "Norland Courier", "reported", reason=NONE) for one in written
    ]
    for one, other in combinations(written, 2):
        rows += [reuse(one, WORDS, other, WORDS, 20), derivation(one, other, directed=False, rule="credit", source="Norland Courier", reason="20 words of prose in 1 passage; both credit Norland Courier")]  # fmt: skip
    (under,) = told(tmp_path, written, rows)
    for report in under.reports:
        (line,) = [line for line in report.lines if line.kind == "common"]
        assert (len(line.nodes), len(line.pairs), line.reason) == (7, 7, "all name Norland Courier")
    with Story.open(tmp_path / "s.duckdb") as story:
        assert len(map_drawn.drawing(story.sourcing_map()).strokes) == 8  # each to its source, and no tie besides


def test_words_that_stand_twice_are_shown_once_with_a_way_to_both(tmp_path: Path) -> None:
    written = article("a", text="The Norland Courier reports snow. It is dark, the Norland Courier reports")
    rows = [
        credit(written, f"{the} Norland Courier reports", "Norland Courier", "Norland Courier", "reported", reason=NONE)
        for the in ("The", "the")
    ]
    with Story.open(write_story(tmp_path / "s.duckdb", [written], rows)) as story:
        found = story.sourcing_map()
        html = origins_html.articles(origins.reports(found), found, False)
    assert html.count('<a class="w" href="#credit=') == html.count(">again</a>") == 1
    assert all(f"#credit={row.finding_id}" in html for row in rows)


def test_passages_and_quotations_are_counted_apart() -> None:
    assert origins_html.shared(6, 2) == "6 passages, 2 of them quoted words"
    assert origins_html.shared(1, 1) == "1 passage of quoted words"
    assert origins_html.shared(3, 0) == "3 passages"
