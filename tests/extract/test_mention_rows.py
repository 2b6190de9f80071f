"""Chains of mentions as rows: which chains, which names, with exact words."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from firsthand.extract.mentions import mentions
from firsthand.language import language
from firsthand.model import Chain, ChainLink, Mention, Words, chain_id
from firsthand.tables import problem_with


@dataclass
class Text:
    """As much of a `model.Analysed` as mentions ask for; words are parted by blanks."""

    text: str
    chains: tuple[Chain, ...]
    adjectives: frozenset[str] = frozenset()
    article_id: str = "a1"
    rules: object = field(default_factory=lambda: language("en"))

    @property
    def syntax(self) -> Words:
        parts = self.text.split(" ")
        starts = [sum(len(word) + 1 for word in parts[:place]) for place in range(len(parts))]
        pos = ["ADJ" if word in self.adjectives else "PROPN" for word in parts]
        count = len(parts)
        low = [word.lower() for word in parts]
        return Words(
            starts,
            [s + len(w) for s, w in zip(starts, parts, strict=True)],
            parts,
            low,
            low,
            pos,
            ["dep"] * count,
            list(range(count)),
            [0] * count,
            [0] * count,
        )

    def words(self, start: int, end: int) -> str:
        return self.text[start:end]


def link(start: int, end: int, kind: str = "name", reason: str = "first mention", score: float = 1.0) -> ChainLink:
    return ChainLink(start, end, end - 1, kind, None, reason, score)


def rows(text: Text) -> list[Mention]:
    found = list(mentions(text))  # type: ignore[arg-type]
    assert all(problem_with(row, {"a1": text.text}) is None for row in found)
    return found


CHAIN = Chain((link(0, 3), link(5, 6, "pronoun", "`she`", 0.8), link(7, 9, reason="last name")), (1, 3), "PER")
TEXT = Text("Minister Ines Varro said she of Ms. she Ms. Varro 's", (CHAIN,))


def test_a_row_a_link_with_the_exact_words() -> None:
    found = rows(Text("Minister Ines Varro went and she saw Mrs Varro 's", (CHAIN,)))
    assert [row.evidence[0].words for row in found] == ["Minister Ines Varro", "she", "Mrs Varro"]
    assert [row.name for row in found] == ["Ines Varro", None, "Varro"]
    assert [(row.kind, row.reason, row.score) for row in found] == [
        ("name", "first mention", 1.0),
        ("pronoun", "`she`", 0.8),
        ("name", "last name", 1.0),
    ]
    assert {row.type for row in found} == {"person"}
    assert {row.chain_id for row in found} == {chain_id("a1", found[0].span)}
    assert {row.entity_id for row in found} == {None}
    assert len({row.finding_id for row in found}) == 3


def test_gender_from_pronoun_title_and_given_name() -> None:
    found = rows(Text("Minister Ines Varro went and she saw Mrs Varro 's", (CHAIN,)))
    assert [row.gender for row in found][1:] == ["female", "female"]
    before = Text("Mr Varro", (Chain((link(1, 2),), (1, 2), "PER"),))
    assert [row.gender for row in rows(before)] == ["male"]


def test_names_lose_article_possessive_and_line_ends() -> None:
    text = Text("the River\nWater Board 's", (Chain((link(0, 4),), (0, 3), "ORG"),))
    (row,) = rows(text)
    assert row.name == "River Water Board"
    assert row.type == "body"
    assert row.evidence[0].words == "the River\nWater Board 's"


def test_a_title_alone_is_a_name() -> None:
    """`King` may be a last name."""
    (row,) = rows(Text("King", (Chain((link(0, 1),), (0, 1), "PER"),)))
    assert row.name == "King"


def test_chains_without_a_name_have_no_type() -> None:
    (first, second) = rows(Text("official went she", (Chain((link(0, 1, "noun"), link(2, 3, "pronoun")), None, None),)))
    assert (first.type, first.name, second.type) == (None, None, None)


def test_adjectives_of_places_name_nobody() -> None:
    chain = Chain((link(0, 1),), (0, 1), "MISC")
    assert rows(Text("Harrowish talks", (chain,), frozenset(("Harrowish",)))) == []
    assert [row.type for row in rows(Text("Harrowers talk", (chain,)))] == ["other"]


def test_the_order_is_that_of_the_text() -> None:
    late, early = Chain((link(3, 4),), (3, 4), "LOC"), Chain((link(0, 1), link(5, 6)), (0, 1), "LOC")
    found = rows(Text("Harrow is near Ormund , Harrow", (late, early)))
    assert [row.span.start for row in found] == sorted(row.span.start for row in found)
    again = rows(replace(Text("Harrow is near Ormund , Harrow", (early, late))))
    assert found == again
