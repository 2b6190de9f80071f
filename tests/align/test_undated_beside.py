"""What other articles say of the day of one that gives none: texts that many articles have are looked at once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, cast

from firsthand.align.published import met
from firsthand.align.query import Query
from firsthand.align.undated_beside import HOLDERS, Beside, Common, copies, same_news, same_words
from firsthand.align.undated_text import Limit

DAY = date(2031, 4, 18)
FERRY = (
    "The council of Dunmarrow shut the ferry across the Vell on Thursday after a cable broke. Oriel Tamsin, who leads the harbour office, said that no passenger "
    "was hurt, and that divers would look for the cable. Farmers of the Vell islands asked for a second boat."
)
MORE = " The mainland sent four engineers, and they measured the gap in the wall before they went home again without a word to the people on the quay."


class Texts:
    """A story of texts alone."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts

    def stream(self, _sql: str, parameters: list[list[str]]) -> Iterator[tuple[Any, ...]]:
        return ((name, self.texts[name]) for name in parameters[0])


def common(texts: Mapping[str, str], days: Mapping[str, date]) -> tuple[list[str], Common, Beside]:
    wanted = [name for name in texts if name not in days]
    beside = Beside({name: f"{name}.json" for name in texts}, days, {})
    return wanted, same_words(cast("Query", Texts(texts)), wanted, beside), beside


def test_a_copy_is_dated_by_each_day_of_its_text() -> None:
    texts = {"a": FERRY, "b": FERRY, "c": FERRY, "d": FERRY + MORE, "u": FERRY, "v": "It rained."}
    days = {"a": DAY + timedelta(days=1), "b": DAY, "c": DAY, "d": DAY}
    found = list(copies(*common(texts, days)))
    assert {name for name, _ in found} == {"u"}
    assert [limit.first for _, limit in found] == [DAY - timedelta(days=1), DAY - timedelta(days=2), DAY - timedelta(days=2)]
    assert "100%" in found[1][1].why
    assert "b.json, published 2031-04-18" in found[1][1].why


def test_the_news_is_that_of_all_articles_with_passages() -> None:
    texts = {"a": FERRY, "b": FERRY, "c": FERRY + MORE, "u": FERRY + " It rained."}
    days = {"a": DAY, "b": DAY + timedelta(days=1), "c": DAY}
    ((name, limit),) = same_news(*common(texts, days))
    assert (name, limit.first, limit.last) == ("u", DAY - timedelta(days=2), DAY + timedelta(days=3))
    assert "and such with 2 more of those days" in limit.why
    assert not list(same_news(*common(texts, {"a": DAY, "b": DAY + timedelta(days=9)})))


def test_a_thousand_equal_articles_are_read_once() -> None:
    many = 3000
    texts = {f"d{number:04}": FERRY for number in range(many)} | {f"u{number:04}": FERRY for number in range(many)}
    start = time.process_time()
    wanted, shared, beside = common(texts, {f"d{number:04}": DAY for number in range(many)})
    found = [*copies(wanted, shared, beside), *same_news(wanted, shared, beside)]
    assert time.process_time() - start < 20
    assert (len(shared.shared), len(shared.terms)) == (1, 1)
    assert len(found) == 2 * many
    assert all("d0000.json" in limit.why for _, limit in found[:many])
    assert f"and such with {many - 1} more of that day" in found[-1][1].why


def test_a_run_is_looked_up_in_so_many_texts() -> None:
    texts = {f"d{number:04}": f"{FERRY} {number}" for number in range(HOLDERS + 50)} | {"u": FERRY}
    _, shared, _ = common(texts, {name: DAY for name in texts if name != "u"})
    assert len(shared.shared["u"]) == HOLDERS


def test_many_limits_that_say_the_same_are_one() -> None:
    same = [Limit(DAY, DAY + timedelta(days=4), 2, f"as {number}.json says") for number in range(20_000)]
    other = [Limit(DAY - timedelta(days=9), DAY - timedelta(days=5), 2, f"as {number} says") for number in range(20_000)]
    start = time.process_time()
    found, nothing = met(same), met([*same, *other])
    assert time.process_time() - start < 10
    assert (found.first, found.last, len(found.kept)) == (DAY, DAY + timedelta(days=4), 1)
    assert (nothing.first, nothing.last, len(nothing.dropped)) == (None, None, 40_000)
