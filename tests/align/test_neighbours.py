"""Which articles share nothing with the rest, told only where it is sure."""

from __future__ import annotations

import random
from array import array
from itertools import permutations
from pathlib import Path

from helpers import build, rows, snapshot, write

from firsthand.align.neighbours import ALL_PAIRS, ALONE, compared
from firsthand.align.terms import SCALE, Terms, languages

WALL = [
    (
        "The harbour wall of Dunmarrow will be rebuilt before winter, the council said. Oriel Tamsin, who leads the works, wants stones from the old quarry "
        "above the harbour. Divers measured the gap in the wall twice, and boats were moved to the inner basin of Dunmarrow."
    ),
    (
        "Engineers came to Dunmarrow to look at the broken harbour wall. Oriel Tamsin showed them the gap that the storm had left. The quarry has stones "
        "enough, the engineers wrote, but the road from the quarry to the harbour is too narrow for carts."
    ),
    (
        "Fishermen in Dunmarrow fear for their boats while the harbour wall lies open. The storm tore out forty stones, and divers found more cracks. "
        "The council of Dunmarrow asked Oriel Tamsin for a plan, and the quarry was surveyed on foot."
    ),
]
CHEESE = (
    "Cheese makers in the Vellmark valley hold their fair under new rules. Judges taste blind, and every wheel is weighed by a notary. Sanna Corvane won "
    "the copper ladle with a cheese of goat milk, washed in cider and ripened in a cellar beneath the chapel."
)
GLIDERS = [
    (
        "Gliders from the Ansel club crossed the Morren pass and landed on the frozen lake. The pilots had wind from the east, and the club counted nine "
        "gliders on the ice. Petra Stell flew longest, with a thermal over the Morren glacier."
    ),
    (
        "The Ansel club lost a glider on the Morren pass when ice grew on its wings. Petra Stell, who flew behind it, saw the pilot land on the glacier. "
        "The club will not cross the pass again before the thermals return to the lake."
    ),
]


def table(tmp_path: Path, texts: dict[str, str]) -> dict[str, tuple[str | None, int | None, bool | None, str | None]]:
    store = tmp_path / "story.duckdb"
    store.unlink(missing_ok=True)
    build(write(tmp_path / "articles", texts), store)
    found = rows(
        store,
        "SELECT a.path, b.path, n.part, n.alone, n.reason FROM neighbour n JOIN article a USING (article_id) LEFT JOIN article b ON b.article_id = n.nearest_id",
    )
    return {path: (nearest, part, alone, reason) for path, nearest, part, alone, reason in found}


def story(*more: str) -> dict[str, str]:
    return {f"{n}.txt": text for n, text in enumerate((*WALL, *more), 1)}


def test_an_article_of_another_story_is_told_and_those_of_the_story_are_not(tmp_path: Path) -> None:
    found = table(tmp_path, story(CHEESE))
    assert {path: alone for path, (_, _, alone, _) in found.items()} == {"1.txt": False, "2.txt": False, "3.txt": False, "4.txt": True}
    assert {part for path, (_, part, _, _) in found.items() if path != "4.txt"} == {1}
    assert found["4.txt"][1] is None


def test_two_stories_are_two_groups_the_larger_first(tmp_path: Path) -> None:
    found = table(tmp_path, story(*GLIDERS))
    assert {path: part for path, (_, part, _, _) in found.items()} == {"1.txt": 1, "2.txt": 1, "3.txt": 1, "4.txt": 2, "5.txt": 2}
    assert not any(alone for _, _, alone, _ in found.values())
    assert found["4.txt"][0] == "5.txt"


def test_of_two_articles_nothing_is_told(tmp_path: Path) -> None:
    found = table(tmp_path, {"1.txt": WALL[0], "2.txt": CHEESE})
    assert {(alone, reason) for _, _, alone, reason in found.values()} == {(None, "fewer than three articles can be compared")}


def test_short_texts_and_other_languages_are_not_judged(tmp_path: Path) -> None:
    german = (
        "Die Kaimauer von Dunmarrow soll noch vor dem Winter wieder aufgebaut werden, teilte der Rat am Samstag mit. Die Steine könnten aus dem alten "
        "Steinbruch kommen, und die Fähre bleibt so lange im Hafen, bis die Taucher mit ihrer Arbeit fertig sind."
    )
    found = table(tmp_path, story("Snow fell in Vellmark on Monday.", german))
    assert found["4.txt"][2:] == (None, "too short to compare")
    assert found["5.txt"][2:] == (None, "its language is not analysed")
    assert [found[f"{n}.txt"][2] for n in (1, 2, 3)] == [False] * 3


def test_versions_are_no_company(tmp_path: Path) -> None:
    """A stranger is alone, though there are two versions of it."""
    head = "---\nurl: https://quay.example/fair\n---\n\n"
    files = {**story(), "x.md": head + CHEESE, "y.md": head + CHEESE + " A second ladle of tin went to a boy.\n"}
    found = table(tmp_path, files)
    assert [found[name][2] for name in ("x.md", "y.md")] == [True, True]
    assert [found[f"{n}.txt"][2] for n in (1, 2, 3)] == [False] * 3


def test_the_order_in_which_articles_come_does_not_matter(tmp_path: Path) -> None:
    texts = {"1.txt": WALL[0], "2.txt": WALL[1], "3.txt": CHEESE}
    folders = [write(tmp_path / name, {name: text}) for name, text in texts.items()]
    shots = []
    for order in permutations(folders):
        store = tmp_path / "story.duckdb"
        store.unlink(missing_ok=True)
        for folder in order:
            build(folder, store)
        shots.append(snapshot(store)["neighbour"])
    assert all(shot == shots[0] for shot in shots)
    assert any(row[4] for row in shots[0])


def test_the_languages_have_their_common_words() -> None:
    assert languages() == ["en"]


# --- many articles ------------------------------------------------------------------------------------------------------------------------


def drawn(seed: int, stories: int, each: int) -> list[Terms]:
    """Articles of stories that share ten names each, among words that all draw from."""
    source = random.Random(seed)
    found = []
    for number in range(stories * each):
        own = [1_000_000 + (number % stories) * 10 + n for n in range(10)]
        names = own + source.sample(range(20_000), 54)
        weights = [3.0] * 10 + [1.0] * 54
        length = sum(weight * weight for weight in weights) ** 0.5
        found.append(Terms(f"{number:06}", array("I", names), array("H", (round(SCALE * weight / length) for weight in weights))))
    return found


def test_a_large_pile_falls_into_its_stories() -> None:
    listed = drawn(1, stories=20, each=15)
    assert len(listed) > ALL_PAIRS
    found = compared(listed)
    assert sorted(map(len, found.groups)) == [15] * 20
    assert all(len({int(name) % 20 for name in group}) == 1 for group in found.groups)
    assert not any(row.alone for row in found.rows)


def test_strangers_of_a_large_pile_are_told() -> None:
    listed = [
        *drawn(1, stories=1, each=100),
        *(Terms(f"x{n}", one.names, one.weights) for n, one in enumerate(drawn(2, stories=40, each=1)[1:])),
    ]
    found = compared(listed)
    assert {row.article_id for row in found.rows if row.alone} == {f"x{n}" for n in range(39)}
    assert all((row.likeness or 0.0) < ALONE for row in found.rows if row.alone)


def test_what_joins_two_articles_does_not_hang_on_the_rest() -> None:
    few = drawn(1, stories=3, each=4)
    together = {row.article_id: row.alone for row in compared([*few, *drawn(5, stories=9, each=9)[12:]]).rows}
    assert all(together[row.article_id] == row.alone for row in compared(few).rows)
