"""Rows of shared passages: whose words, where, of what kind, and the same however the articles come."""

from __future__ import annotations

import time

from reused import Story, words_of

from firsthand.align.reuse import reuse

FERRY = (
    "The ferry to Dunmarrow left the quay at nine with forty passengers and a crate of geese, and turned back when water came over the car deck near the "
    "outer buoy."
)
MILL = "Bakers on the island have flour until Thursday, while the mill waits for coal and the council counts its lamps by candle light every evening."
GEESE = (
    "Three geese walked up the slipway on their own, watched by a constable who had been told to keep order and wrote down their number."
)


def test_a_row_has_the_words_of_both_articles() -> None:
    story = Story({"b": f"{MILL}\n\n{FERRY}", "a": f"{FERRY}\n\n{GEESE}", "c": f"{GEESE[:40]} {MILL[60:]}"})
    rows = story.reuse()
    first = next(row for row in rows if (row.article_id_a, row.article_id_b) == ("a", "b"))
    assert words_of(story.texts["a"], first.span_a) == words_of(story.texts["b"], first.span_b) == FERRY.rstrip(".")
    assert [(piece.article_id, piece.role) for piece in first.evidence] == [("a", "a"), ("b", "b")]
    assert (first.similarity, first.kind) == (1.0, "prose")
    assert first.equal == first.prose == len(FERRY.split())


def test_furniture_is_left_out() -> None:
    line = "Share this page with everybody who has ever waited for a ferry in the rain at Dunmarrow"
    assert Story({"a": f"{MILL}\n{line}", "b": f"{FERRY}\n{line}"}).reuse() == []


def test_words_that_both_quote_are_a_quotation_and_no_prose() -> None:
    said = "“We counted forty passengers and a crate of geese before the water came over the deck near the outer buoy,”"
    (row,) = Story({"a": f"{MILL} {said} said Oriel Tamsin.", "b": f"{said} the captain told the inquiry. {GEESE}"}).reuse()
    assert (row.kind, row.prose) == ("quotation", 0)


def test_a_post_with_its_signature_is_quoted() -> None:
    post = "We counted forty passengers and a crate of geese before the water came over the deck — Oriel Tamsin (@tamsin) March 4, 2031"
    (row,) = Story({"a": f"{MILL}\n{post}\n", "b": f"{GEESE}\n{post}\n"}).reuse()
    assert row.kind == "quotation"


def test_names_and_figures_alone_are_no_reuse() -> None:
    listed = "Oriel Tamsin 43 Bram Ostler 51 Sanna Corvane 29 Petra Stell 38 Hanno Ruddock 60"
    assert Story({"a": f"{MILL} {listed}.", "b": f"{GEESE} {listed}."}).reuse() == []


def test_the_order_in_which_articles_come_does_not_matter() -> None:
    texts = {"a": f"{FERRY} {MILL}", "b": f"{MILL} {GEESE}", "c": f"{GEESE} {FERRY}"}
    assert Story(texts).reuse() == Story(dict(reversed(texts.items()))).reuse() != []


def test_ten_thousand_equal_articles_are_each_tied_to_the_first() -> None:
    story = Story({"a0": MILL})
    names = [f"b{number:05}" for number in range(10_000)]
    story.con.executemany(
        "INSERT INTO article VALUES (?, NULL, ?, NULL, NULL, NULL, NULL)", [[name, f"{FERRY} {GEESE}"] for name in names[:200]]
    )
    story.con.execute(f"INSERT INTO article SELECT 'c' || range, NULL, '{FERRY} {GEESE}', NULL, NULL, NULL, NULL FROM range(9800)")
    start = time.process_time()
    rows = list(reuse(story, ()))
    assert time.process_time() - start < 60
    tied = {row.article_id_b for row in rows if row.article_id_a == names[0]}
    assert len(tied) == 9_999


def test_two_empty_articles_share_nothing() -> None:
    assert Story({"a": "", "b": ""}).reuse() == []
