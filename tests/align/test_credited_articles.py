"""Credits across articles: one name, the outlet itself, and which report is meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from helpers import build, rows, write

from firsthand.align.credits import is_own
from firsthand.align.outlets import alike, canonical, of_address, together

WALL = (
    "The harbour wall of Dunmarrow will be rebuilt before winter. Oriel Tamsin, who leads the works, wants stones from the old quarry. Divers measured "
    "the gap twice, and forty boats were moved to the inner basin. The council pays two million crowns."
)
RETOLD = (
    "Dunmarrow rebuilds its harbour wall before winter, according to the Harrow Courier. Oriel Tamsin wants stones from the quarry. Divers measured the gap, "
    "and forty boats were moved to the inner basin. The council pays two million crowns."
)
CHEESE = (
    "Cheese makers in the Vellmark valley hold their fair under new rules. Judges taste blind, and every wheel is weighed by a notary. Sanna Corvane won the "
    "copper ladle with a cheese of goat milk, washed in cider and ripened in a cellar."
)
HEAD = "---\noutlet: {}\npublished: {}\n---\n\n{}\n"


def story(tmp_path: Path, *articles: tuple[str, str, str]) -> dict[str, tuple[str | None, str, str | None, str | None]]:
    """By path of the crediting article: credited, label, path of the article that is meant, reason."""
    files = {f"{number}.md": HEAD.format(*each) for number, each in enumerate(articles, 1)}
    store = tmp_path / "story.duckdb"
    build(write(tmp_path / "articles", files), store)
    found = rows(
        store,
        "SELECT a.path, c.credited, c.label, b.path, c.reason FROM credit c JOIN article a USING (article_id) "
        "LEFT JOIN article b ON b.article_id = c.credited_article_id ORDER BY ALL",
    )
    return {path: (credited, label, meant, reason) for path, credited, label, meant, reason in found}


def test_the_report_that_is_credited_is_found(tmp_path: Path) -> None:
    found = story(tmp_path, ("Harrow Courier", "2031-04-17", WALL), ("Lund Gazette", "2031-04-18", RETOLD))
    assert found["2.md"][:3] == ("Harrow Courier", "credit", "1.md")


def test_what_was_published_later_is_not_meant(tmp_path: Path) -> None:
    found = story(tmp_path, ("Harrow Courier", "2031-04-27", WALL), ("Lund Gazette", "2031-04-18", RETOLD))
    assert found["2.md"][2:] == (None, "its reports in the story were published later")


def test_what_tells_something_else_is_not_meant(tmp_path: Path) -> None:
    found = story(tmp_path, ("Harrow Courier", "2031-04-17", CHEESE), ("Lund Gazette", "2031-04-18", RETOLD))
    assert found["2.md"][2:] == (None, "its reports in the story tell something else")


def test_of_two_reports_alike_none_is_chosen(tmp_path: Path) -> None:
    again = WALL.replace("twice", "thrice")
    found = story(
        tmp_path, ("Harrow Courier", "2031-04-16", again), ("Harrow Courier", "2031-04-17", WALL), ("Lund Gazette", "2031-04-18", RETOLD)
    )
    assert found["3.md"][2] is None
    assert "one of 2 reports" in (found["3.md"][3] or "")


def test_of_two_reports_alike_the_one_before_it(tmp_path: Path) -> None:
    found = story(
        tmp_path,
        ("Harrow Courier", "2031-04-18T08:00:00Z", WALL),
        ("Harrow Courier", "2031-04-18T19:00:00Z", WALL.replace("twice", "thrice")),
        ("Lund Gazette", "2031-04-18T12:00:00Z", RETOLD),
    )
    assert found["3.md"][2:] == ("1.md", "of 2 reports of it in the story the one that was published before this")


def test_an_outlet_is_not_its_own_credit(tmp_path: Path) -> None:
    found = story(tmp_path, ("Harrow Courier", "2031-04-17", WALL + " Oriel Tamsin told the Courier that stones are dear."))
    assert found["1.md"] == ("Harrow Courier", "first-hand", None, "the outlet itself")


def test_an_outlet_that_is_not_in_the_story(tmp_path: Path) -> None:
    found = story(tmp_path, ("Lund Gazette", "2031-04-18", RETOLD))
    assert found["1.md"] == ("Harrow Courier", "credit", None, "no report of it in the story")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the Courier", "Harrow Courier", True),
        ("Courier", "Harrow Courier", True),
        ("HNA", "Harrow News Agency", True),
        ("Harrow Courier", "Lund Courier", False),
        ("Harrow Post", "Harrow Courier", False),
    ],
)
def test_names_alike(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same


def test_known_names_and_addresses() -> None:
    assert canonical("the New York Times") == canonical("NYT") == "The New York Times"
    assert of_address("https://www.bbc.co.uk/news/1") == "BBC"
    assert of_address("https://harrow.example/1") is None
    assert of_address(None) is None


def test_a_short_name_is_joined_where_only_one_is_longer() -> None:
    assert together(["Lantern", "Harrow Lantern"])["Lantern"] == "Harrow Lantern"
    assert together(["Lantern", "Harrow Lantern", "Lund Lantern"])["Lantern"] == "Lantern"


def test_the_site_tells_the_outlet() -> None:
    assert is_own("Harrow Lantern", "Harrow Lantern", None, "harrowlantern")
    assert not is_own("Harrow Lantern", "Harrow Lantern", None, "lundgazette")
