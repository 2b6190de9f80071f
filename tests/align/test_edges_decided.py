"""Who drew on whom where a person decided it."""

from __future__ import annotations

from pathlib import Path

from helpers import build, rows, write

FERRY = (
    "The ferry to Dunmarrow left the quay at nine with forty passengers and a crate of geese, and turned back when water came over the car deck near the "
    "outer buoy. Divers found a crack in the bow door, which a welder in Ansel had closed with tar."
)
GEESE = "Three ganders walked up the slipway on their own, watched by a constable who wrote down their number."
CRANE = "A crane on the quay has stood still since the key of its shed was lost in the flood of last year."
MILL = "The mill waits for coal, and bakers count their sacks by candle light."
TEXTS = {
    "a.txt": f"{FERRY} {GEESE}\n",
    "b.txt": f"{FERRY} {CRANE} The Ansel Times reported that the ferry turned back.\n",
    "c.txt": f"{MILL}\n",
}
SOURCES = "path,outlet,url\na.txt,Ansel Times,https://times.example/ferry\nb.txt,Morren Post,\nc.txt,Quay Mirror,\n"
NAMES = "SELECT a.path, b.path, direction, rule, label FROM derivation d JOIN article a ON a.article_id = article_id_a JOIN article b ON b.article_id = article_id_b"


def story(folder: Path, *edges: tuple[str, str, str]) -> Path:
    toml = "".join(
        f'[[edge]]\nfrom = "{one}"\nto = "{other}"\njudgement = "{said}"\nnote = "the desk says so"\n' for one, other, said in edges
    )
    write(folder / "in", TEXTS | {"sources.csv": SOURCES, "decisions.toml": toml})
    build(folder / "in", folder / "story.duckdb")
    return folder / "story.duckdb"


def derived(store: Path) -> dict[frozenset[str], tuple[str | None, str | None, str | None]]:
    """Pairs -> from, to, rule."""
    found = {}
    for a, b, way, rule, _ in rows(store, NAMES):
        one, other = a[0], b[0]
        source, to = (one, other) if way == "a-to-b" else (other, one) if way == "b-to-a" else (None, None)
        found[frozenset((one, other))] = (source, to, rule)
    return found


def applied(store: Path) -> list[tuple[int, str | None]]:
    return [(count, remark) for count, remark in rows(store, "SELECT applied, remark FROM decision ORDER BY position")]


def meant(store: Path) -> list[tuple[str | None, str | None]]:
    sql = "SELECT m.path, c.reason FROM credit c LEFT JOIN article m ON m.article_id = credited_article_id WHERE label = 'credit'"
    return [(path, reason) for path, reason in rows(store, sql)]


def test_what_rules_find_is_confirmed_turned_and_refused(tmp_path: Path) -> None:
    assert derived(story(tmp_path)) == {frozenset("ab"): ("a", "b", "credit")}
    turned = story(tmp_path, ("b.txt", "https://times.example/ferry", "draws on"))
    assert derived(turned) == {frozenset("ab"): ("b", "a", "person")}
    assert applied(turned) == [(2, None)]
    common = story(tmp_path, ("a.txt", "b.txt", "common source"))
    assert derived(common) == {frozenset("ab"): (None, None, "person")}
    refused = story(tmp_path, ("a.txt", "b.txt", "independent"))
    assert derived(refused) == {}
    assert meant(refused) == [(None, "a person decided it: the desk says so")]
    assert derived(story(tmp_path)) == {frozenset("ab"): ("a", "b", "credit")}  # taken back


def test_an_edge_that_no_rule_finds(tmp_path: Path) -> None:
    store = story(tmp_path, ("a.txt", "c.txt", "draws on"))
    assert derived(store)[frozenset("ac")] == ("a", "c", "person")
    ((reason,),) = rows(store, "SELECT reason FROM derivation WHERE rule = 'person'")
    assert reason == "a person decided it: the desk says so"


def test_the_last_of_two_counts(tmp_path: Path) -> None:
    store = story(tmp_path, ("a.txt", "b.txt", "independent"), ("b.txt", "a.txt", "draws on"))
    assert derived(store) == {frozenset("ab"): ("b", "a", "person")}


def test_what_does_not_apply_is_listed(tmp_path: Path) -> None:
    store = story(tmp_path, ("ghost.txt", "b.txt", "independent"), ("a.txt", "https://times.example/ferry/", "draws on"))
    assert applied(store) == [(0, "no article 'ghost.txt' is in the story"), (0, "both are one article")]
