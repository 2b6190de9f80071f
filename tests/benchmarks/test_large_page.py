"""The measure of the large page runs, on a small pile in the form of the two public sets."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from benchmarks import large_page
from benchmarks.__main__ import FLOORS, LOWER_IS_BETTER

BROWSER = any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


def sets(folder: Path) -> tuple[Path, Path]:
    cluster, polnear = folder / "news-cluster", folder / "polnear"
    cluster.mkdir()
    (polnear / "train" / "text").mkdir(parents=True)
    for n in range(20):
        item = {"dId": f"d{n}", "url": f"https://gazette.example/{n}", "title": f"Count number {n}", "authors": ["Nele Arvath"], "source_domain": f"g{n % 9}.example",
                "date_publish": f"2033-06-{n + 1:02} 00:00:00", "language": "en", "text": f"“The tide gauge has counted {n} boats since the morning bell,” said Ilka Brandt{n}.\n\nThe tide came."}  # fmt: skip
        (cluster / f"{n:02}.json").write_text(json.dumps(item), encoding="utf-8")
    lines = ["filename\tpublisher\tauthor\ttitle\tpublication_date"]
    for n in range(80):
        (polnear / "train" / "text" / f"paper_{n:02}.txt").write_text(
            f"“We have seen {n} barges on the river this week,” Joost Remme said.\n\nThe river rose.\n", encoding="utf-8"
        )
        lines.append(f"paper_{n:02}\tpaper\tBram Ostler\tBarges {n}\t2033-07-0{1 + n % 9}")
    (polnear / "metadata.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return cluster, polnear


def test_the_pile_takes_all_of_one_set_and_spreads_over_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_page, "ARTICLES", 60)
    items = list(large_page._items(*sets(tmp_path)))
    assert len(items) == 60
    assert [item["headline"] for item in items[20:24]] == ["Barges 0", "Barges 2", "Barges 4", "Barges 6"]
    assert {item["infosource"][0]["name"] for item in items[20:]} == {"paper"}


@pytest.mark.skipif(not BROWSER, reason="no Chromium on this machine: the page was not measured")
def test_measures_a_page_in_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed: the page was not measured")
    monkeypatch.setattr(large_page, "ARTICLES", 60)
    monkeypatch.setattr(large_page, "LOADS", 1)
    found = large_page.figures(*sets(tmp_path))
    assert all(value > 0 for value in found.values())
    assert all(name.endswith(LOWER_IS_BETTER) for name in found)
    ceilings = {name for name in json.loads(FLOORS.read_text(encoding="utf-8")) if name.startswith("large_page.")}
    assert ceilings <= set(found)
