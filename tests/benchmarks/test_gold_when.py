"""The gold for times and quantities: its form, and its spans where the public sets are at hand (skipped, aloud, where they are not)."""

from __future__ import annotations

import json
import re
from itertools import chain, pairwise
from pathlib import Path

import pytest

from benchmarks.gold.when import GOLD, PARTS, read_quantities, read_times
from training.gold import read_gold

DATA = Path(__file__).resolve().parent.parent.parent.parent / "shared" / "data"
HEDGES = {None, "about", "more-than", "at-least", "less-than", "at-most", "up-to", "nearly"}
UNIT = re.compile(
    r"1|%|[A-Z]{3}|a|mo|[kMGT]?By|bit|[kcm]?m|m2|km2|har|[km]?g|t|L|Cel|\[degF\]|km/h|\[mi_i\](/h|/\[gal_us\]|2)?|\[ft_i\]|\[in_i\]|\[lb_av\]|\[acr_us\]|[kMG]?W|[kMG]?Hz"
)
YEAR, DAY = r"(\d{4}|XXXX)", r"(\d\d|XX)"
VALUE = {
    "DATE": re.compile(
        rf"PAST_REF|PRESENT_REF|FUTURE_REF|\d\d|\d{{3}}|(FY)?{YEAR}(-Q[1-4X])?|{YEAR}-(W{DAY}(-[1-7]|-WE)?|SP|SU|FA|WI|{DAY}(-{DAY})?)"
    ),
    "TIME": re.compile(rf"{YEAR}-{DAY}-{DAY}T(MO|MI|AF|EV|NI|DT|{DAY}(:{DAY})?Z?)"),
    "DURATION": re.compile(r"PT?(\d+(\.\d+)?|X)(DE|CE|[YMWDHSQ])"),
    "SET": re.compile(rf"PT?(\d+|X)[YMWDHQ]|XXXX-(WXX-[1-7]|{DAY}(-{DAY})?)"),
}


@pytest.mark.parametrize("part", PARTS)
def test_values_are_well_formed(part: str) -> None:
    for article in read_times(part):
        for time in article.times:
            assert VALUE[time.type].fullmatch(time.value), (article.name, time)
            assert time.earliest is None or time.latest is None or time.earliest <= time.latest, (article.name, time)
            if re.fullmatch(r"\d{4}-\d\d-\d\d.*", time.value):
                assert time.earliest is not None, (article.name, time)
                assert time.earliest.isoformat() == time.value[:10], (article.name, time)
    for counted in read_quantities(part):
        for quantity in counted.quantities:
            assert UNIT.fullmatch(quantity.unit), (counted.name, quantity)
            assert quantity.hedge in HEDGES, (counted.name, quantity)
            assert quantity.low is not None or quantity.high is not None, (counted.name, quantity)
            assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high, (counted.name, quantity)
            assert (quantity.low is None) == (quantity.hedge in {"less-than", "at-most", "up-to"}), (counted.name, quantity)


@pytest.mark.parametrize("part", PARTS)
def test_no_span_runs_over_another(part: str) -> None:
    counted = {article.name: [quantity.span for quantity in article.quantities] for article in read_quantities(part)}
    for article in read_times(part):
        spans = sorted(chain((time.span for time in article.times), counted[article.name]))
        assert all(start < end for start, end in spans), article.name
        assert all(before[1] <= after[0] for before, after in pairwise(spans)), article.name


def test_an_article_is_in_one_part_as_in_the_news_gold() -> None:
    split = json.loads((GOLD / "news" / "split.json").read_text(encoding="utf-8"))
    for part, news in (("tune", "train"), ("measure", "measure")):
        times, quantities = ([article.name for article in articles] for articles in (read_times(part), read_quantities(part)))
        assert times == quantities
        assert len(times) == 20
        assert set(times) <= set(split[news])


def test_no_words_of_a_text_are_in_the_gold() -> None:
    for file in chain(*(sorted((GOLD / kind).glob("*/*.json")) for kind in ("times", "quantities"))):
        row = json.loads(file.read_text(encoding="utf-8"))
        assert file.stem == row["name"].replace("/", "_")
        strings = [value for one in row.get("times", row.get("quantities")) for value in one.values() if isinstance(value, str)]
        assert max(map(len, strings), default=0) <= 20, file.name
        assert not [value for value in strings if " " in value], file.name


def test_a_part_that_there_is_not_is_refused() -> None:
    with pytest.raises(ValueError, match="no part 'train'"):
        read_times("train")


@pytest.mark.skipif(not (DATA / "gum").is_dir(), reason="the public sets are not at hand: that every span fits its text is not proved")
def test_every_span_lies_in_its_text() -> None:
    texts = {labelled.name: labelled.text for labelled in read_gold(DATA, ("train", "measure"))}
    for part in PARTS:
        for article in read_times(part):
            for time in article.times:
                assert 0 <= time.span[0] < time.span[1] <= len(texts[article.name]), (article.name, time)
                assert not re.search(r"^\s|\s$", texts[article.name][slice(*time.span)]), (article.name, time)
        for counted in read_quantities(part):
            for span in chain.from_iterable((one.span, one.of) for one in counted.quantities):
                assert span is None or 0 <= span[0] < span[1] <= len(texts[counted.name]), (counted.name, span)
                assert span is None or not re.search(r"^\s|\s$", texts[counted.name][slice(*span)]), (counted.name, span)
