"""From chances to attributions, on small texts whose trees are written out."""

from __future__ import annotations

import numpy as np

from firsthand.language.attribution.decode import CONTENT, CUE, SOURCE, Read, Settings, attributions, joined, kept, parted, quoted, spans
from firsthand.language.attribution.features import POS, Text, leads, pair_rows, subjects, text_of, tree_of, word_rows
from firsthand.language.attribution.found import Found
from firsthand.language.attribution.network import columns
from firsthand.model import Words

KEEP_ALL = Settings(least=(0.1, 0.1, 0.1), nested=0.1, hop=0.1)


def text(*sentences: str, line: int = 100) -> Text:
    """Each sentence as `word|POS|relation|head` separated by spaces, heads from 1, 0 the root; a new paragraph after every `line` sentences. Marks are straight."""
    columns = Words([], [], [], [], [], [], [], [], [], [])
    marks: list[int] = []
    paragraphs = []
    at = 0
    for number, sentence in enumerate(sentences):
        first = len(columns.text)
        if number % line == 0:
            paragraphs.append(at)
        for place, token in enumerate(sentence.split()):
            word, pos, relation, head = token.split("|")
            columns.start.append(at)
            columns.end.append(at + len(word))
            columns.text.append(word)
            columns.lower.append(word.lower())
            columns.lemma.append({"said": "say", "says": "say", "wells": "well"}.get(word.lower(), word.lower()))
            columns.pos.append(pos)
            columns.dep.append(relation)
            columns.head.append(first + (int(head) - 1 if head != "0" else place))
            columns.sentence.append(number)
            columns.quotation.append(0)
            if word == '"':
                marks.append(at)
            at += len(word) + 1
    pairs = [[(a + 1, b)] for a, b in zip(marks[::2], marks[1::2], strict=True)]
    return text_of(columns, [], pairs, paragraphs)


PLAIN = "Varro|PROPN|nsubj|2 said|VERB|root|0 on|ADP|case|4 Friday|PROPN|obl|2 that|SCONJ|mark|7 wells|NOUN|nsubj|7 dry|VERB|ccomp|2 .|PUNCT|punct|2"


def read(one: Text, head: int, roles: str, score: float = 0.9, sort: int = 0) -> Read:
    """`roles`: a letter a word of the sentence, `q` cue, `s` source, `c` content."""
    first = next(a for a, b in one.bounds if a <= head < b)
    chances = np.full((len(roles), 4), 0.02, np.float32)
    for number, letter in enumerate(roles):
        chances[number, {"-": 0, "q": CUE, "s": SOURCE, "c": CONTENT}[letter]] = 0.94
    given = [0.0, 0.0, 0.0]
    given[sort] = score
    return Read(head, (given[0], given[1], given[2]), first, chances)


def test_roles_become_stretches_without_the_stop() -> None:
    one = text(PLAIN)
    found = spans(one, quoted(one), read(one, 1, "sq--cccc"), KEEP_ALL)
    assert found == Found(1, 0, 0.9, (1,), (0,), (4, 5, 6))


def test_a_word_of_doubt_does_not_part_a_content() -> None:
    one = text(PLAIN)
    cue = read(one, 1, "sq--ccc-")
    cue.roles[5] = (0.5, 0.01, 0.01, 0.48)
    found = spans(one, quoted(one), cue, KEEP_ALL)
    assert found is not None
    assert found.content == (4, 5, 6)


def test_nothing_said_is_no_attribution() -> None:
    one = text(PLAIN)
    assert spans(one, quoted(one), read(one, 1, "sq------"), KEEP_ALL) is None


QUOTED = '"|PUNCT|punct|2 Wells|NOUN|nsubj|3 dry|VERB|ccomp|6 ,|PUNCT|punct|3 "|PUNCT|punct|3 said|VERB|root|0 Varro|PROPN|nsubj|6 .|PUNCT|punct|6'
MORE = '"|PUNCT|punct|2 Rivers|NOUN|nsubj|3 rise|VERB|root|0 .|PUNCT|punct|3 "|PUNCT|punct|3'


def test_a_quotation_goes_on_in_the_next_sentence() -> None:
    one = text(QUOTED, MORE)
    (found,) = attributions(one, [read(one, 5, "-cc--qs-")], KEEP_ALL)
    assert found.source == (6,)
    assert found.content == (1, 2, 9, 10)


def test_but_not_in_another_paragraph() -> None:
    one = text(QUOTED, MORE, line=1)
    (found,) = attributions(one, [read(one, 5, "-cc--qs-")], KEEP_ALL)
    assert found.content == (1, 2)


def test_nor_where_somebody_else_is_given_it() -> None:
    one = text(
        QUOTED,
        '"|PUNCT|punct|2 Rivers|NOUN|nsubj|3 rise|VERB|ccomp|6 ,|PUNCT|punct|3 "|PUNCT|punct|3 said|VERB|root|0 Lund|PROPN|nsubj|6 .|PUNCT|punct|6',
    )
    both = [read(one, 5, "-cc--qs-"), read(one, 13, "-cc--qs-")]
    assert [found.content for found in attributions(one, both, KEEP_ALL)] == [(1, 2), (9, 10)]


def test_a_quotation_that_is_half_content_is_content() -> None:
    one = text(QUOTED)
    (found,) = attributions(one, [read(one, 5, "--c--qs-")], KEEP_ALL)
    assert found.content == (1, 2)


def test_a_sentence_that_says_nothing_takes_the_quotation_beside_it() -> None:
    one = text(MORE, "Varro|PROPN|nsubj|2 said|VERB|root|0 .|PUNCT|punct|2")
    (found,) = attributions(one, [read(one, 6, "sq-")], KEEP_ALL)
    assert found.content == (1, 2)


def test_what_is_inside_needs_its_own_score() -> None:
    one = text(PLAIN)
    outer = Found(1, 0, 0.9, (1,), (0,), (4, 5, 6))
    inner = Found(6, 1, 0.6, (6,), (5,), (4,))
    assert kept(one, [outer, inner], Settings((0.5, 0.5, 0.5), 0.5, 0.5)) == [outer, inner]
    assert kept(one, [outer, inner], Settings((0.5, 0.5, 0.5), 0.7, 0.5)) == [outer]


def test_what_lies_beyond_another_cue_is_that_one_s() -> None:
    one = text(PLAIN)
    wide, later = Found(1, 0, 0.9, (1,), (0,), (3, 5, 6)), Found(4, 2, 0.8, (4,), (0,), (5, 6))
    assert [each.content for each in parted(one, [wide, later])] == [(3,), (5, 6)]
    inner = Found(5, 2, 0.8, (5,), (0,), (6,))
    assert [each.content for each in parted(one, [wide, inner])] == [(3, 5, 6), (6,)]


def test_two_heads_of_one_cue_are_one() -> None:
    one = text(PLAIN)
    better, worse = Found(1, 0, 0.9, (1, 2), (0,), (4, 5, 6)), Found(2, 0, 0.8, (2,), (0,), (5, 6))
    assert kept(one, [worse, better], KEEP_ALL) == [better]


def test_nothing_is_joined_where_nothing_is_said_before() -> None:
    one = text(PLAIN, MORE)
    assert joined(one, quoted(one), [Found(1, 0, 0.9, (1,), (0,), (4, 5, 6))])[0].content == (4, 5, 6)


def test_a_tree_tells_what_is_above_and_through_which_word() -> None:
    one = text(PLAIN)
    tree = tree_of(one, 0, 8)
    assert tree.depth[1].tolist() == [1, 0, 2, 1, 2, 2, 1, 1]
    assert tree.top[1, 4] == 6
    assert tree.depth[6, 0] == -1


def test_the_subject_of_what_has_none_is_that_above() -> None:
    one = text("Varro|PROPN|nsubj|2 wants|VERB|root|0 to|PART|mark|4 say|VERB|xcomp|2 so|ADV|advmod|4")
    assert subjects(one).tolist()[3] == 0


def test_rows_have_the_same_columns_whatever_the_text() -> None:
    few, many = text("Rain|NOUN|root|0"), text(PLAIN, QUOTED)
    rows, others = word_rows(few), word_rows(many)
    assert rows.names == others.names
    assert rows.made().shape == (1, len(rows.names))
    assert others.made().shape == (16, len(rows.names))
    pairs = pair_rows(few, tree_of(few, 0, 1), 0, leads(few))
    assert pairs.made().shape == (1, len(pairs.names))
    assert pair_rows(many, tree_of(many, 0, 8), 1, leads(many)).names == pairs.names
    assert columns() == (rows.names, pairs.names)


def test_a_row_tells_what_a_word_is() -> None:
    one = text(PLAIN)
    rows = word_rows(one)
    said = {name for name, there in zip(rows.names, rows.made()[1], strict=True) if there}
    assert f"pos.{POS.index('VERB') - 1}" in said
    assert "class.0" in said  # verbs.say


def test_white_space_is_no_word() -> None:
    words = Words([0, 4, 5], [4, 5, 9], ["Rain", "\n", "fell"], ["rain", "\n", "fell"], ["rain", "\n", "fall"], ["NOUN", "SPACE", "VERB"], ["nsubj", "dep", "root"], [2, 0, 2], [0, 0, 0], [0, 0, 0])  # fmt: skip
    one = text_of(words, [(0, 1, "PER")], [], [0, 5])
    assert one.places.tolist() == [0, 2]
    assert one.head.tolist() == [1, 1]
    assert one.line.tolist() == [1, 2]
    assert one.name.tolist() == [1, 0]
