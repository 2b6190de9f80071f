"""Lines are found again in a text that was made from them."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from firsthand.reading.aligned import ANCHOR, _chain, _Place, aligned, letters_of

WORDS = st.lists(
    st.sampled_from("harrow dam sluice valley water board pump tower engineer mayor drought cistern".split()), min_size=5, max_size=12
)


@given(st.lists(WORDS.map(" ".join), min_size=1, max_size=8, unique=True), st.sets(st.integers(0, 7)))
def test_lines_that_are_verbatim_are_found(lines: list[str], chosen: set[int]) -> None:
    blocks = [letters_of(line) for line in lines]
    kept = [i for i in sorted(chosen) if i < len(lines) and len(blocks[i]) >= ANCHOR]
    found = aligned(blocks, "".join(blocks[i] for i in kept))
    # Every line that is there is found, unless another line of the page says the same.
    assert all(found[i] for i in kept) or any(a in b for i, a in enumerate(blocks) for j, b in enumerate(blocks) if i != j)


@given(st.lists(st.text("abc ", max_size=40), max_size=8), st.text("abc", max_size=80))
def test_any_output_is_aligned(lines: list[str], output: str) -> None:
    assert len(aligned([letters_of(line) for line in lines], output)) == len(lines)


@given(st.text())
def test_letters_are_what_is_letter_or_digit(text: str) -> None:
    assert letters_of(text).isalnum() or letters_of(text) == ""
    assert letters_of(text + " —\u00a0_!") == letters_of(text)


def heaviest(places: list[_Place]) -> int:
    """The weight of the heaviest chain, by trying all pairs."""
    best: list[int] = []
    for place in places:
        before = [w for other, w in zip(places, best, strict=False) if other.block < place.block and other.end <= place.start]
        best.append(max(before, default=0) + place.end - place.start)
    return max(best, default=0)


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 40), st.integers(1, 15)), max_size=30))
def test_the_chain_is_the_heaviest(given_places: list[tuple[int, int, int]]) -> None:
    places = [_Place(block, start, start + length) for block, start, length in sorted(given_places)]
    chain = _chain(places)
    assert sum(place.end - place.start for place in chain) == heaviest(places)
    assert all(a.block < b.block and a.end <= b.start for a, b in pairwise(chain))


def test_a_line_repeated_ten_thousand_times_costs_little() -> None:
    line = letters_of("The reservoir above Harrow has fallen again")
    start = time.process_time()
    found = aligned([line] * 10_000, line * 8_000)
    assert any(found)
    assert time.process_time() - start < 20
