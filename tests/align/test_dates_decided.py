"""A person says which days are meant: that counts, what hangs on it follows, and what no longer applies is listed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from firsthand.errors import BadDecisions
from firsthand.extract.times import times
from firsthand.model import TimeExpression
from firsthand.stages import PLAN, Stage
from firsthand.verify import problems
from tests.helpers import UsePlan, build, rows, write

TEXT = "April 17, 2031\n\nThe lock broke on Thursday. The next day it was shut. Boats waited until Monday, and on Monday they left. It opens on 31 February 2031.\n"
SELECT = "SELECT e.words, value, earliest, latest, rule FROM (SELECT *, unnest(evidence) AS e FROM time_expression) WHERE e.role = 'time_expression' ORDER BY span"


@pytest.fixture
def plan(use_plan: UsePlan) -> None:
    """The real metadata and times; nothing else."""
    kept = tuple(stage for stage in PLAN if stage.name == "metadata")
    others = [row for row in PLAN if row.name not in ("metadata", "time_expression")]
    nothing = tuple(Stage(each.name, 1, lambda _page: (), each.row, "page") for each in others)
    use_plan((*kept, *nothing, Stage("time_expression", 1, times, TimeExpression, "analysed")))


def story(tmp_path: Path, decisions: str) -> Path:
    write(tmp_path / "in", {"lock.txt": TEXT, "decisions.toml": decisions})
    store = tmp_path / "s.duckdb"
    build(tmp_path / "in", store)
    assert not list(problems(store, [tmp_path / "in"]))
    return store


def found(store: Path) -> list[tuple[Any, ...]]:
    return [row[:4] for row in rows(store, SELECT)]


pytestmark = pytest.mark.usefixtures("plan")


def test_a_date_by_its_words_and_what_counts_from_it(tmp_path: Path) -> None:
    store = story(tmp_path, "")
    assert found(store)[:2] == [
        ("Thursday", "2031-04-17", "2031-04-17", "2031-04-17"),
        ("The next day", "2031-04-18", "2031-04-18", "2031-04-18"),
    ]
    store = story(tmp_path, '[[date]]\narticle = "lock.txt"\nwords = "Thursday"\nvalue = "2031-04-10"\nnote = "the log"\n')
    assert found(store)[:2] == [
        ("Thursday", "2031-04-10", "2031-04-10", "2031-04-10"),
        ("The next day", "2031-04-11", "2031-04-11", "2031-04-11"),
    ]
    told = rows(store, SELECT)
    assert told[0][4] == "a person decided it"
    assert told[1][4] == "the day after the last Thursday up to the day of publication; of `Thursday` a person decided it"
    assert rows(store, "SELECT kind, applied, remark FROM decision") == [("date", 1, None)]
    store = story(tmp_path, "")
    assert found(store)[0][1] == "2031-04-17"  # taken back


def test_words_around_tell_which_of_two_is_meant(tmp_path: Path) -> None:
    store = story(tmp_path, '[[date]]\nwords = "and on Monday they left"\nvalue = "2031-04-28/2031-04-29"\n')
    mondays = [row for row in found(store) if row[0] == "Monday"]
    assert mondays == [
        ("Monday", "2031-04-14", "2031-04-14", "2031-04-14"),
        ("Monday", "2031-04-28/2031-04-29", "2031-04-28", "2031-04-29"),
    ]


def test_words_that_stand_twice_mean_both(tmp_path: Path) -> None:
    store = story(tmp_path, '[[date]]\nwords = "Monday"\nvalue = "2031-04-28"\n')
    assert [row[1] for row in found(store) if row[0] == "Monday"] == ["2031-04-28"] * 2


def test_a_length_where_a_date_was_read(tmp_path: Path) -> None:
    store = story(tmp_path, '[[date]]\nwords = "Thursday"\nvalue = "P2D"\n')
    assert rows(store, "SELECT type, value, earliest FROM time_expression ORDER BY span LIMIT 1") == [("DURATION", "P2D", None)]


def test_what_was_unread_is_read_then(tmp_path: Path) -> None:
    store = story(tmp_path, "")
    assert rows(store, "SELECT words FROM unread") == [("31 February 2031",)]
    store = story(tmp_path, '[[date]]\nwords = "31 February 2031"\nvalue = "2031-03-03"\n')
    assert rows(store, "SELECT words FROM unread") == []
    assert found(store)[-1] == ("31 February 2031", "2031-03-03", "2031-03-03", "2031-03-03")


@pytest.mark.parametrize(
    ("decision", "remark"),
    [
        ('words = "Friday"', "its words are in no article"),
        ('article = "lock.txt"\nwords = "Friday"', "its words are not in 'lock.txt'"),
        ('words = "The lock broke"', "its words are not one date or time: give those of the one that is meant"),
        ('words = "Monday, and on Monday"', "its words are not one date or time: give those of the one that is meant"),
    ],
)
def test_one_that_does_not_apply_is_listed(tmp_path: Path, decision: str, remark: str) -> None:
    store = story(tmp_path, f'[[date]]\n{decision}\nvalue = "2031-04-10"\n')
    assert rows(store, "SELECT applied, remark FROM decision") == [(0, remark)]
    assert found(store)[0][1] == "2031-04-17"


@pytest.mark.parametrize(
    ("decision", "message"),
    [('words = "Monday"\nvalue = "next week"', "no date or time"), ('article = "lock.txt"\nvalue = "2031"', "needs the key 'words'")],
)
def test_one_that_cannot_be_understood_is_refused(tmp_path: Path, decision: str, message: str) -> None:
    with pytest.raises(BadDecisions, match=message):
        story(tmp_path, f"[[date]]\n{decision}\n")


def test_the_day_of_publication_as_a_person_decides_it_moves_every_time(tmp_path: Path) -> None:
    store = story(tmp_path, '[[published]]\narticle = "lock.txt"\nvalue = "2031-05-02"\n')
    assert [row[:2] for row in found(store)] == [
        ("April 17, 2031", "2031-04-17"),  # a date like others now
        ("Thursday", "2031-05-01"),
        ("The next day", "2031-05-02"),
        ("Monday", "2031-04-28"),
        ("Monday", "2031-04-28"),
    ]
    assert rows(store, "SELECT DISTINCT anchor FROM time_expression WHERE anchor LIKE 'published%'") == [("published 2031-05-02",)]
