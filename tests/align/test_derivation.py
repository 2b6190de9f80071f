"""Pairs of which one is derived from the other."""

from __future__ import annotations

from reused import Story

from firsthand.model import Credit, Derivation, Evidence, Span, finding_id

FERRY = (
    "The ferry to Dunmarrow left the quay at nine with forty passengers and a crate of geese, and turned back when water came over the car deck near the "
    "outer buoy. Divers found a crack in the bow door, which a welder in Ansel had closed with tar."
)
MILL = "Bakers on the island have flour until Thursday, while the mill waits for coal and the council counts its lamps by candle light every evening."
GEESE = (
    "Three ganders walked up the slipway on their own, watched by a constable who had been told to keep order and wrote down their number."
)
COAL = (
    "A barge with sixty sacks of anthracite lies off Morren, its skipper drinking tea and waiting for somebody to lend him a working winch."
)


def pairs(rows: list[Derivation]) -> dict[str, Derivation]:
    return {row.article_id_a + row.article_id_b: row for row in rows}


def credit(story: Story, name: str, words: str, credited: str, article_id: str | None) -> Credit:
    start = story.texts[name].index(words)
    pieces = (Evidence("credit", start, start + len(words), words), Evidence("credited", start, start + len(words), words))
    span = Span(start, start + len(words))
    row_id = finding_id("credit", name, pieces, ("reported",))
    return Credit(row_id, name, pieces, span, span, "reported", "credit", credited, article_id)


def test_copies_are_wholly_derived_and_others_partially() -> None:
    found = pairs(Story({"a": f"{FERRY} {MILL}", "b": f"{FERRY} {MILL}", "c": f"{FERRY} {GEESE} {COAL}"}).derivations())
    assert {pair: row.label for pair, row in found.items()} == {"ab": "wholly", "ac": "partially", "bc": "partially"}
    assert found["ab"].share_a == found["ab"].share_b == 1
    assert 0 < found["ac"].share_b < 0.6


def test_a_shared_quotation_makes_nothing_derived() -> None:
    said = "“We counted forty passengers and a crate of geese before the water came over the deck near the outer buoy,”"
    assert Story({"a": f"{MILL} {said} said Oriel Tamsin.", "b": f"{said} the captain told the inquiry. {GEESE}"}).derivations() == []


def test_a_date_alone_gives_a_direction_only_far_apart() -> None:
    texts = {"a": f"{FERRY} {MILL}", "b": f"{FERRY} {GEESE}"}
    near = Story(texts, dates={"a": "2031-03-04T10:00", "b": "2031-03-04T12:00"}).derivations()
    far = Story(texts, dates={"a": "2031-03-09T10:00", "b": "2031-03-04T12:00"}).derivations()
    assert [row.direction for row in (*near, *far)] == [None, "b-to-a"]
    assert "2031-03-04" in far[0].reason


def test_a_credit_makes_a_retelling_derived_and_gives_its_direction() -> None:
    retold = f"At Dunmarrow a ferry turned back with its geese; the bow door had been closed with tar by a welder, the Ansel Times writes. {COAL}"
    story = Story({"a": f"{FERRY} {MILL}", "b": retold}, outlets={"a": "Ansel Times", "b": "Morren Post"})
    assert story.derivations() == []
    story.credits([credit(story, "b", "the Ansel Times writes", "Ansel Times", "a")])
    (row,) = story.derivations()
    assert (row.label, row.direction, row.rule) == ("partially", "a-to-b", "credit")
    assert any(piece.role == "credit" and piece.words == "the Ansel Times writes" for piece in row.evidence)


def test_rare_words_are_shown_from_both() -> None:
    (row,) = Story({"a": f"{FERRY} {MILL}", "b": f"{FERRY} {GEESE}"}).derivations()
    shown = {piece.role: piece.words for piece in row.evidence if piece.role.startswith("rare")}
    assert set(shown) == {"rare-a", "rare-b"}
    assert any(piece.words == "welder" for piece in row.evidence)


def test_what_went_through_a_third_is_told() -> None:
    chain = {"a": f"{FERRY} {MILL}", "b": f"{FERRY} {GEESE}", "c": f"{FERRY.partition('. ')[0]}. {GEESE} {COAL}"}
    found = pairs(Story(chain).derivations())
    assert {pair: row.through for pair, row in found.items()} == {"ab": None, "ac": "b", "bc": None}
