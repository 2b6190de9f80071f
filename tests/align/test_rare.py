"""What two texts have in common that is rare, and its order."""

from __future__ import annotations

from firsthand.align.rare import common_part, order_kept, rarities, weight
from firsthand.model import Span


def test_rare_words_weigh_more_than_common_ones() -> None:
    assert weight("the") == 0
    assert weight("beetroot") > weight("farm") > 0
    assert weight("318") > weight("7")


def test_figures_in_words_are_figures_and_quoted_words_do_not_count() -> None:
    one, other = rarities("Nineteen geese. “A gander!”", (), [Span(17, 26)]), rarities("There were 19 geese", (), ())
    assert {"19", "gees"} <= one.weights.keys() & other.weights.keys() | {"gees"}
    assert "19" in other.weights
    assert "gander" not in one.weights


def test_the_part_in_common_is_of_the_lesser() -> None:
    short, long = rarities("beetroot embankment", (), ()), rarities("beetroot embankment tractor counsellor lamp", (), ())
    assert common_part(short, long) == 1
    assert common_part(short, rarities("", (), ())) == 0


def test_facts_told_in_the_same_order() -> None:
    words = "beetroot embankment tractor counsellor lamplight survivor".split()
    one = rarities(" ".join(words), (), ())
    assert order_kept(one, rarities(" and then ".join(words), (), ())) == 1
    assert order_kept(one, rarities(" ".join(words[::-1]), (), ())) == -1
