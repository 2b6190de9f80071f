"""Coreference on small documents whose parse is written out: who is joined to whom, with which reason, and where nothing is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

spacy = pytest.importorskip("spacy")
from spacy.tokens import Doc  # noqa: E402

from firsthand.language.coreference.chains import chains, resolve  # noqa: E402
from firsthand.language.coreference.scorer import from_json, shipped  # noqa: E402
from firsthand.model import Chain  # noqa: E402

VOCAB = spacy.blank("en").vocab
Row = tuple[str, str, str, int, str]  # word, part of speech, relation, head in the sentence (from 1, 0 the root), BIO tag


def document(*sentences: str) -> Doc:
    """Each sentence as `word|POS|relation|head[|TAG]` separated by spaces; heads count from 1, 0 is the root."""
    words: list[str] = []
    pos: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    ents: list[str] = []
    for sentence in sentences:
        first = len(words)
        for number, token in enumerate(sentence.split()):
            word, tag, relation, head, *name = token.split("|")
            words.append(word)
            pos.append(tag)
            deps.append(relation)
            heads.append(first + (int(head) - 1 if head != "0" else number))
            ents.append(name[0] if name else "O")
    lemmas = [word.lower().removesuffix("s") if tag == "NOUN" else word.lower() for word, tag in zip(words, pos, strict=True)]
    return Doc(VOCAB, words, [True] * len(words), pos=pos, deps=deps, heads=heads, ents=ents, lemmas=lemmas)


def chain_of(found: Sequence[Chain], doc: Doc, words: str) -> Chain:
    """The chain that has a mention of these words."""
    return next(chain for chain in found if any(doc[link.start : link.end].text == words for link in chain.links))


def words_of(doc: Doc, chain: Chain) -> list[str]:
    return [doc[link.start : link.end].text for link in chain.links]


NAMED = "Ines|PROPN|nsubj|3|B-PER Varro|PROPN|flat|1|I-PER spoke|VERB|root|0 .|PUNCT|punct|3"
LUND = "Tom|PROPN|nsubj|3|B-PER Lund|PROPN|flat|1|I-PER listened|VERB|root|0 .|PUNCT|punct|3"


def test_a_last_name_goes_back_to_the_full_name() -> None:
    doc = document(NAMED, "Varro|PROPN|nsubj|2|B-PER left|VERB|root|0 .|PUNCT|punct|2")
    (chain,) = chains(doc)
    assert words_of(doc, chain) == ["Ines Varro", "Varro"]
    assert chain.links[1].reason == "last name"
    assert chain.name == (0, 2)
    assert chain.label == "PER"


def test_two_people_who_share_a_last_name_stay_two() -> None:
    other = "Karl|PROPN|nsubj|3|B-PER Varro|PROPN|flat|1|I-PER stayed|VERB|root|0 .|PUNCT|punct|3"
    doc = document(NAMED, other, "Varro|PROPN|nsubj|2|B-PER left|VERB|root|0 .|PUNCT|punct|2")
    found = chains(doc)
    assert [words_of(doc, chain) for chain in found] == [["Ines Varro"], ["Karl Varro"], ["Varro"]]


def test_a_title_tells_which_of_two_is_meant() -> None:
    other = "Karl|PROPN|nsubj|3|B-PER Varro|PROPN|flat|1|I-PER stayed|VERB|root|0 .|PUNCT|punct|3"
    doc = document(NAMED, other, "Mr|PROPN|compound|2 Varro|PROPN|nsubj|3|B-PER left|VERB|root|0 .|PUNCT|punct|3")
    assert words_of(doc, chain_of(chains(doc), doc, "Karl Varro")) == ["Karl Varro", "Varro"]


def test_an_acronym_goes_back_to_the_name_of_a_body() -> None:
    body = (
        "The|DET|det|4 River|PROPN|compound|4|B-ORG Water|PROPN|compound|4|I-ORG Board|PROPN|nsubj|5|I-ORG met|VERB|root|0 .|PUNCT|punct|5"
    )
    doc = document(body, "RWB|PROPN|nsubj|2|B-ORG agreed|VERB|root|0 .|PUNCT|punct|2")
    (chain,) = chains(doc)
    assert words_of(doc, chain) == ["River Water Board", "RWB"]
    assert chain.links[1].reason == "acronym"


def test_a_pronoun_goes_to_the_only_one_who_agrees() -> None:
    doc = document(NAMED, LUND, "She|PRON|nsubj|2 left|VERB|root|0 early|ADV|advmod|2 .|PUNCT|punct|2")
    chain = chain_of(chains(doc), doc, "Ines Varro")
    assert words_of(doc, chain) == ["Ines Varro", "She"]
    link = chain.links[1]
    assert link.antecedent == (0, 2)
    assert "`she`" in link.reason
    assert 0 < link.score <= 1


def test_only_a_link_by_rule_is_quite_sure() -> None:
    doc = document(
        NAMED, "Varro|PROPN|nsubj|2|B-PER left|VERB|root|0 .|PUNCT|punct|2", "She|PRON|nsubj|2 slept|VERB|root|0 .|PUNCT|punct|2"
    )
    (chain,) = resolve(doc, shipped().kinds, lambda *_: (0, 1.0))
    assert [(link.kind, link.score) for link in chain.links] == [("name", 1.0), ("name", 1.0), ("pronoun", 0.999)]


def test_a_pronoun_with_nobody_before_it_is_left_alone() -> None:
    doc = document("He|PRON|nsubj|2 left|VERB|root|0 .|PUNCT|punct|2", LUND)
    assert [words_of(doc, chain) for chain in chains(doc)] == [["Tom Lund"]]


def test_an_apposition_is_its_name() -> None:
    said = (
        "Ines|PROPN|nsubj|8|B-PER Varro|PROPN|flat|1|I-PER ,|PUNCT|punct|6 the|DET|det|6 water|NOUN|compound|6 minister|NOUN|appos|1 "
        ",|PUNCT|punct|6 spoke|VERB|root|0 .|PUNCT|punct|8"
    )
    doc = document(said)
    (chain,) = chains(doc)
    assert words_of(doc, chain) == ["Ines Varro", "the water minister"]
    assert chain.links[1].reason == "apposition"


def test_i_and_we_are_left_out() -> None:
    doc = document(NAMED, "I|PRON|nsubj|2 agree|VERB|root|0 ,|PUNCT|punct|5 we|PRON|nsubj|5 know|VERB|parataxis|2 .|PUNCT|punct|2")
    assert [words_of(doc, chain) for chain in chains(doc)] == [["Ines Varro"]]


def test_an_empty_text_has_no_chains() -> None:
    assert chains(Doc(VOCAB)) == ()


def test_weights_for_other_features_are_refused() -> None:
    with pytest.raises(ValueError, match="train it again"):
        from_json({"features": ["height"]})


# --- any parse -----------------------------------------------------------------------------------------------------------------------

WORDS = (
    "Ines",
    "Varro",
    "Lund",
    "he",
    "she",
    "they",
    "his",
    "it",
    "the",
    "minister",
    "officials",
    "board",
    "and",
    "said",
    '"',
    ",",
    "\n\n",
)
POS = ("PROPN", "PRON", "NOUN", "VERB", "DET", "CCONJ", "PUNCT", "SPACE")
DEPS = ("nsubj", "obj", "nmod:poss", "appos", "conj", "cc", "compound", "flat", "obl", "punct", "det")
token = st.tuples(
    st.sampled_from(WORDS),
    st.sampled_from(POS),
    st.sampled_from(DEPS),
    st.integers(0, 30),
    st.sampled_from(("O", "B-PER", "B-ORG", "I-PER")),
)


def built(rows: Sequence[tuple[str, str, str, int, str]]) -> Doc:
    """A tree whatever the numbers are: every word hangs on one before it, the first is the root."""
    heads = [number % place if place else 0 for place, (*_, number, _) in enumerate(rows)]
    deps = [dep if place else "root" for place, (_, _, dep, _, _) in enumerate(rows)]
    tags: list[str] = []
    for *_, tag in rows:
        tags.append("B-PER" if tag == "I-PER" and (not tags or not tags[-1].endswith("PER")) else tag)
    return Doc(
        VOCAB,
        [row[0] for row in rows],
        pos=[row[1] for row in rows],
        deps=deps,
        heads=heads,
        ents=tags,
        lemmas=[row[0].lower() for row in rows],
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(token, max_size=40))
def test_spans_are_in_range_and_nothing_links_forward(rows: list[tuple[str, str, str, int, str]]) -> None:
    doc = built(rows)
    found = chains(doc)
    assert found == chains(built(rows))
    spans: list[tuple[int, int]] = []
    for chain in found:
        assert chain.links[0].antecedent is None
        for before, link in zip((None, *chain.links), chain.links, strict=False):
            assert 0 <= link.start <= link.head < link.end <= len(doc)
            assert link.antecedent == (None if before is None else (before.start, before.end))
            assert before is None or before.head <= link.head or before.start < link.start
            assert link.reason
        spans += [(link.start, link.end) for link in chain.links if link.kind != "group"]
    assert len(spans) == len(set(spans))


def test_time_grows_with_the_text_not_faster() -> None:
    """Ten times the people and pronouns take about ten times as long, although everybody agrees with everybody."""
    from time import process_time

    def seconds(count: int) -> float:
        rows = [
            row
            for n in range(count)
            for row in ((f"Name{n}", "PROPN", "nsubj", 0, "B-PER"), ("he", "PRON", "nsubj", 0, "O"), ("his", "PRON", "nmod:poss", 0, "O"))
        ]
        doc = built(rows)
        began = process_time()
        chains(doc)
        return process_time() - began

    seconds(50)
    assert seconds(3000) < 30 * max(seconds(300), 0.005)


def fullest(*sentences: str) -> list[str]:
    """The fullest names of the chains of one text."""
    doc = document(*sentences)
    return [doc[chain.name[0] : chain.name[1]].text for chain in chains(doc) if chain.name]


VARRO_SAID = "Varro|PROPN|nsubj|2|B-PER spoke|VERB|root|0 .|PUNCT|punct|2"


def test_a_place_in_capitals_is_no_part_of_a_name() -> None:
    assert fullest(VARRO_SAID, "By|ADP|case|2 Varro|PROPN|root|0|B-PER HARROW|PROPN|flat|2|I-PER") == ["Varro"]


def test_a_headline_alone_makes_no_name_longer() -> None:
    headline = "Varro|PROPN|compound|2|B-PER Taunts|PROPN|nsubj|3|I-PER Rivals|VERB|root|0 About|ADP|case|6 River|PROPN|compound|6 Locks|PROPN|obl|3"
    assert fullest(headline, VARRO_SAID) == ["Varro"]
    named = headline.replace("Varro|", "Ines|").replace("Taunts|", "Varro|")
    assert fullest(named, VARRO_SAID) == ["Ines Varro"]


def test_a_party_and_a_place_are_nobodys_name() -> None:
    doc = Doc(
        VOCAB,
        ["Varro", ",", "R", "-", "Harrow", ",", "spoke"],
        [False, True, False, False, False, True, False],
        pos=["PROPN", "PUNCT", "PROPN", "PUNCT", "PROPN", "PUNCT", "VERB"],
        deps=["nsubj", "punct", "appos", "punct", "flat", "punct", "root"],
        heads=[6, 2, 0, 4, 2, 0, 6],
        ents=["B-PER", "O", "B-PER", "I-PER", "I-PER", "O", "O"],
    )
    assert [doc[chain.name[0] : chain.name[1]].text for chain in chains(doc) if chain.name] == ["Varro"]


def test_a_name_goes_on_after_a_hyphen() -> None:
    doc = Doc(
        VOCAB,
        ["Varro", "Je", "-", "un", "spoke"],
        [True, False, False, True, False],
        pos=["PROPN", "PROPN", "PUNCT", "ADP", "VERB"],
        deps=["nsubj", "flat", "punct", "flat", "root"],
        heads=[4, 0, 3, 0, 4],
        ents=["B-PER", "I-PER", "O", "O", "O"],
    )
    assert [doc[chain.name[0] : chain.name[1]].text for chain in chains(doc) if chain.name] == ["Varro Je-un"]
