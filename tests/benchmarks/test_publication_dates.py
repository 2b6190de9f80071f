"""The gold of publication dates is what its README says, and the measure counts as it says."""

from __future__ import annotations

import hashlib
import json
import re
from datetime import date

import pytest

from benchmarks.publication_dates import GOLD, HALVES, ours, scored

LABELS = {half: json.loads((GOLD / f"{half}.json").read_text(encoding="utf-8")) for half in HALVES}


def test_the_halves_are_told_by_the_id() -> None:
    for half, labels in LABELS.items():
        for name, day in labels.items():
            assert (hashlib.sha256(name.encode()).digest()[0] % 2 == 0) == (half == "tune")
            assert date.fromisoformat(day).isoformat() == day


def test_the_readme_counts_them() -> None:
    text = (GOLD / "README.md").read_text(encoding="utf-8")
    for half, labels in LABELS.items():
        assert re.search(rf"`{half}.json` \| {len(labels)}:", text)
    assert f"{sum(map(len, LABELS.values()))} have a label" in text


def test_no_answer_counts_as_wrong() -> None:
    gold = {"a": "2031-05-04", "b": "2031-05-04", "c": "2031-05-04", "d": "2031-05-04"}
    found = {"a": "2031-05-04", "b": "2031-05-05", "c": None, "d": None}
    assert scored(gold, found) == pytest.approx((0.25, 0.5, 0.5))


def test_an_answer_is_one_day() -> None:
    page = "<html><head>{}</head><body><h1>Harrow reservoir falls</h1><p>The reservoir above Harrow has fallen, the water board said.</p></body></html>"
    assert ours(page.format('<meta name="date" content="2031-05-04T23:10:00Z">').encode()) == "2031-05-04"
    assert ours(page.format('<meta name="date" content="03/04/2031">').encode()) is None
    assert ours(page.format("").encode()) is None
