"""Who a source is, on trees and chains that are written out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from firsthand.extract.speakers import Speaker, speakers
from firsthand.extract.tree import Found
from tests.extract.trees import Written, article, chain, found, said, tree, who


def one(written: Written, *each: Found) -> Speaker:
    speaker = speakers(tree(written), each)[0]
    assert speaker is not None
    return speaker


NAMED = "Ines|PROPN|nsubj|3 Varro|PROPN|flat|1 said~say|VERB|root|0 gates~gate|NOUN|nsubj|5 hold|VERB|ccomp|3"
SHE = "She|PRON|nsubj|2 added~add|VERB|root|0 gates~gate|NOUN|nsubj|4 leak|VERB|ccomp|2"


def test_a_pronoun_by_its_chain() -> None:
    written = article(NAMED, SHE, chains=(chain("PER", "name 0-1", "pronoun 5", name="0-1"),))
    assert who(written, found(written, "She", "added", "gates leak")) == ["Ines Varro"]


def test_a_pronoun_without_a_chain_goes_on_with_who_spoke() -> None:
    written = article(NAMED, SHE, chains=(chain("PER", "name 0-1", name="0-1"),))
    both = found(written, "Ines Varro", "said", "gates hold"), found(written, "She", "added", "gates leak")
    assert who(written, *both) == ["Ines Varro", "Ines Varro"]


def test_a_pronoun_goes_on_with_who_spoke_without_words_given() -> None:
    first = "Ines|PROPN|nsubj|3 Varro|PROPN|flat|1 agreed~agree|VERB|root|0"
    written = article(first, SHE, chains=(chain("PER", "name 0-1", name="0-1"),))
    assert who(written, found(written, "She", "added", "gates leak")) == ["Ines Varro"]


def test_no_answer_where_somebody_new_is_the_subject_between() -> None:
    clerk = "A|DET|det|2 clerk|NOUN|nsubj|3 came~come|VERB|root|0"
    written = article(NAMED, clerk, SHE, chains=(chain("PER", "name 0-1", name="0-1"),))
    both = found(written, "Ines Varro", "said", "gates hold"), found(written, "She", "added", "gates leak")
    assert who(written, *both) == ["Ines Varro", None]


def test_two_subjects_of_one_verb_weigh_the_same() -> None:
    both = "Varro|PROPN|nsubj|4 and|CCONJ|cc|3 Roe|PROPN|conj|1 met~meet|VERB|root|0"
    written = article(both, SHE, chains=(chain("PER", "name 0", "pronoun 4", name="0"), chain("PER", "name 2", name="2")))
    assert who(unsure(written), found(written, "She", "added", "gates leak")) == [None]
    assert who(written, found(written, "She", "added", "gates leak")) == ["Varro"], "a link that is sure stands"


def test_who_is_no_subject_has_a_rival_in_everybody() -> None:
    met = "Varro|PROPN|nsubj|2 met~meet|VERB|root|0 Roe|PROPN|obj|2"
    of_subject = article(met, SHE, chains=(chain("PER", "name 0", "pronoun 3", name="0"), chain("PER", "name 2", name="2")))
    assert who(unsure(of_subject), found(of_subject, "She", "added", "gates leak")) == ["Varro"]
    of_object = article(met, SHE, chains=(chain("PER", "name 0", name="0"), chain("PER", "name 2", "pronoun 3", name="2")))
    assert who(unsure(of_object), found(of_object, "She", "added", "gates leak")) == [None]


def unsure(written: Written) -> Written:
    """The same article with its pronouns' links less sure."""
    chains = (
        replace(each, links=tuple(replace(link, score=0.7) if link.kind == "pronoun" else link for link in each.links))
        for each in written.chains
    )
    return replace(written, chains=tuple(chains))


TWO = "Ines|PROPN|nsubj|3 Varro|PROPN|flat|1 met~meet|VERB|root|0 {}|PROPN|obj|3 Varro|PROPN|flat|4"
ALONE = "Dr|PROPN|nmod:desc|2 Varro|PROPN|nsubj|3 added~add|VERB|root|0 gates~gate|NOUN|nsubj|5 leak|VERB|ccomp|3"


@pytest.mark.parametrize(("other", "expected"), [("Mara", None), ("Ina", "Varro")])
def test_a_last_name_of_two_people_is_nobodys(other: str, expected: str | None) -> None:
    """Names that begin alike may be one person's, spelled in two ways."""
    people = (chain("PER", "name 0-1", name="0-1"), chain("PER", "name 3-4", name="3-4"), chain("PER", "name 6", name="6"))
    written = article(TWO.format(other), ALONE, chains=people)
    assert who(written, found(written, "Dr Varro", "added", "gates leak")) == [expected]


def test_no_answer_where_somebody_else_is_named_between() -> None:
    other = "Mara|PROPN|nsubj|3 Roe|PROPN|flat|1 listened~listen|VERB|root|0"
    written = article(NAMED, other, SHE, chains=(chain("PER", "name 0-1", name="0-1"), chain("PER", "name 5-6", "pronoun 8", name="5-6")))
    assert who(written, found(written, "Ines Varro", "said", "gates hold"), found(written, "She", "added", "gates leak"))[1] is None


def test_i_is_who_says_it() -> None:
    written = article(
        'Lund|PROPN|nsubj|2 said~say|VERB|root|0 "|PUNCT|punct|5 I|PRON|nsubj|5 fear|VERB|ccomp|2 floods~flood|NOUN|obj|5 "|PUNCT|punct|5',
        chains=(chain("PER", "name 0", name="0"),),
    )
    outer, inner = found(written, "Lund", "said", "I fear floods"), found(written, "I", "fear", "floods", "believed")
    assert who(written, outer, inner) == ["Lund", "Lund"]
    assert one(written, inner, outer).reason == "`i` in what they say"
    assert who(written, inner) == [None]


def test_a_relative_pronoun_is_its_noun() -> None:
    written = article(
        "Lund|PROPN|nsubj|5 ,|PUNCT|punct|4 who|PRON|nsubj|4 resigned~resign|VERB|acl:relcl|1 left~leave|VERB|root|0",
        chains=(chain("PER", "name 0", name="0"),),
    )
    assert who(written, found(written, "who", "resigned", "left")) == ["Lund"]


def test_title_and_name() -> None:
    written = article(
        "The|DET|det|2 mayor|NOUN|nsubj|7 of|ADP|case|4 Harrow|PROPN|nmod|2 ,|PUNCT|punct|6 Tom|PROPN|appos|4 said~say|VERB|root|0 so|ADV|obj|7",
        chains=(chain("LOC", "name 3", name="3"), chain("PER", "name 5", name="5")),
    )
    assert who(written, found(written, "The mayor of Harrow , Tom", "said", "so")) == ["Tom"]


def test_the_one_who_is_called_so() -> None:
    written = article(
        "Mayor|PROPN|nmod:desc|2 Lund|PROPN|nsubj|3 left~leave|VERB|root|0",
        "The|DET|det|2 mayor|NOUN|nsubj|3 agreed~agree|VERB|root|0 so|ADV|advmod|3",
        chains=(chain("PER", "name 1", name="1"),),
    )
    assert who(written, found(written, "The mayor", "agreed", "so")) == ["Lund"]


def test_two_people_are_no_one() -> None:
    written = article(
        "Lund|PROPN|nsubj|4 and|CCONJ|cc|3 Roe|PROPN|conj|1 agreed~agree|VERB|root|0 so|ADV|advmod|4",
        chains=(chain("PER", "name 0", name="0"), chain("PER", "name 2", name="2")),
    )
    assert who(written, found(written, "Lund and Roe", "agreed", "so")) == [None]


def test_a_document_has_no_speaker() -> None:
    written = article("The|DET|det|2 report|NOUN|nsubj|3 says~say|VERB|root|0 so|ADV|obj|3")
    assert who(written, found(written, "The report", "says", "so")) == [None]


def test_a_capital_for_its_government() -> None:
    written = article("Kyiv|PROPN|nsubj|2 refused~refuse|VERB|root|0 talks~talk|NOUN|obj|2", chains=(chain("LOC", "name 0", name="0"),))
    speaker = one(written, found(written, "Kyiv", "refused", "talks"))
    assert (speaker.government, speaker.reason) == ("Ukraine", "named; a capital for its government")


def test_a_peoples_government() -> None:
    written = article(
        "The|DET|det|3 Norwegian|ADJ|amod|3 government|NOUN|nsubj|4 refused~refuse|VERB|root|0 talks~talk|NOUN|obj|4",
        chains=(chain("MISC", "name 1", name="1"),),
    )
    speaker = one(written, found(written, "The Norwegian government", "refused", "talks"))
    assert (speaker.government, speaker.named, said(written, speaker.words)) == ("Norway", True, "The Norwegian government")


def test_a_role_that_is_never_named_is_itself() -> None:
    written = article("A|DET|det|2 clerk|NOUN|nsubj|3 agreed~agree|VERB|root|0 so|ADV|advmod|3")
    speaker = one(written, found(written, "A clerk", "agreed", "so"))
    assert (speaker.named, said(written, speaker.words)) == (False, "A clerk")


def test_a_name_that_the_recogniser_does_not_know() -> None:
    written = article("Spokesman|NOUN|compound|3 Tom|PROPN|compound|3 Lund|PROPN|nsubj|4 agreed~agree|VERB|root|0 so|ADV|advmod|4")
    speaker = one(written, found(written, "Spokesman Tom Lund", "agreed", "so"))
    assert (speaker.named, said(written, speaker.words)) == (True, "Tom Lund")


def test_an_office_is_no_unknown_name() -> None:
    written = article("Foreign|PROPN|compound|2 Secretary|PROPN|nsubj|3 agreed~agree|VERB|root|0 so|ADV|advmod|3")
    assert not one(written, found(written, "Foreign Secretary", "agreed", "so")).named


def test_the_interviewed_is_the_i_of_the_answers() -> None:
    written = article(
        "We|PRON|nsubj|2 interviewed~interview|VERB|root|0 Mara|PROPN|obj|2 Roe|PROPN|flat|3",
        "I|PRON|nsubj|2 fear|VERB|root|0 floods~flood|NOUN|obj|2",
        chains=(chain("PER", "name 2-3", name="2-3"),),
    )
    assert who(written, found(written, "I", "fear", "floods", "believed")) == ["Mara Roe"]


def test_we_of_a_spokesman_is_the_body_beside_the_name() -> None:
    written = article(
        'Tom|PROPN|nsubj|5 of|ADP|case|4 the|DET|det|4 Lockworks|PROPN|nmod|1 said~say|VERB|root|0 "|PUNCT|punct|8 We|PRON|nsubj|8 fear|VERB|ccomp|5 '
        'floods~flood|NOUN|obj|8 "|PUNCT|punct|8',
        chains=(chain("PER", "name 0", name="0"), chain("ORG", "name 3", name="3")),
    )
    outer, inner = found(written, "Tom of the Lockworks", "said", "We fear floods"), found(written, "We", "fear", "floods", "believed")
    assert who(written, outer, inner) == ["Tom", "Lockworks"]


ABOUT = "Claims~claim|NOUN|nsubj|2 came~come|VERB|root|0 from|ADP|case|4 Ines|PROPN|obl|2 Varro|PROPN|flat|4 .|PUNCT|punct|2"
SHE_SAID = "She|PRON|nsubj|2 said~say|VERB|root|0 gates~gate|NOUN|nsubj|4 leak|VERB|ccomp|2"


def test_a_subject_without_a_chain_is_the_one_person_named_in_the_sentence_before() -> None:
    written = article(
        "Mary|PROPN|nsubj|3 Lund|PROPN|flat|1 left~leave|VERB|root|0 .|PUNCT|punct|3",
        ABOUT,
        SHE_SAID,
        chains=(chain("PER", "name 0-1", name="0-1"), chain("PER", "name 7-8", name="7-8")),
    )
    assert who(written, found(written, "She", "said", "gates leak")) == ["Ines Varro"]
    two = article(
        "Mary|PROPN|nsubj|3 Lund|PROPN|flat|1 met~meet|VERB|root|0 Ines|PROPN|obj|3 Varro|PROPN|flat|4 .|PUNCT|punct|3",
        SHE_SAID,
        chains=(chain("PER", "name 0-1", name="0-1"), chain("PER", "name 3-4", name="3-4")),
    )
    assert who(two, found(two, "She", "said", "gates leak")) == [None]


def test_whom_a_speaker_speaks_of_is_no_rival() -> None:
    first = "Ines|PROPN|nsubj|3 Varro|PROPN|flat|1 said~say|VERB|root|0 Mary|PROPN|nsubj|6 Lund|PROPN|flat|4 left~leave|VERB|ccomp|3 .|PUNCT|punct|3"
    written = article(first, SHE_SAID, chains=(chain("PER", "name 0-1", name="0-1"), chain("PER", "name 3-4", name="3-4")))
    both = found(written, "Ines Varro", "said", "Mary Lund left"), found(written, "She", "said", "gates leak")
    assert who(written, *both) == ["Ines Varro", "Ines Varro"]
