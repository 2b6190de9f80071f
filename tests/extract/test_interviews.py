"""Interviews and transcripts: whose the `I`, `you` and `we` are that stand in no marks, on trees that are written out."""

from __future__ import annotations

from tests.extract.trees import Written, article, chain, found, who

HEADLINE = "Interview|NOUN|root|0 with|ADP|case|4 Lockworks|PROPN|compound|4 founder|NOUN|nmod|1 Mara|PROPN|flat|4 Roe|PROPN|flat|4"
I_FEAR = "I|PRON|nsubj|2 fear|VERB|root|0 floods~flood|NOUN|obj|2"


def headline(*sentences: str) -> Written:
    return article(HEADLINE, *sentences, chains=(chain("ORG", "name 2", name="2"), chain("PER", "name 4-5", name="4-5")))


def test_a_headline_names_the_interviewed() -> None:
    written = headline(I_FEAR)
    assert who(written, found(written, "I", "fear", "floods", "believed")) == ["Mara Roe"]


def test_a_headline_that_begins_with_the_name() -> None:
    title = "Mara|PROPN|root|0 Roe|PROPN|flat|1 :|PUNCT|punct|5 An|DET|det|5 interview|NOUN|appos|1"
    written = article(title, I_FEAR, chains=(chain("PER", "name 0-1", name="0-1"),))
    assert who(written, found(written, "I", "fear", "floods", "believed")) == ["Mara Roe"]


def test_an_interview_that_is_told_of_is_not_the_page() -> None:
    told = "In|ADP|case|3 an|DET|det|3 interview|NOUN|obl|6 with|ADP|case|5 Mara|PROPN|nmod|3 agreed~agree|VERB|root|0 Lund|PROPN|nsubj|6"
    written = article(told, I_FEAR, chains=(chain("PER", "name 4", name="4"), chain("PER", "name 6", name="6")))
    assert who(written, found(written, "I", "fear", "floods", "believed")) == [None]


def test_you_of_a_question_is_who_is_asked_and_we_of_an_answer_their_body() -> None:
    question = "Do|AUX|aux|3 you|PRON|nsubj|3 fear|VERB|root|0 floods~flood|NOUN|obj|3 ?|PUNCT|punct|3"
    answer = "We|PRON|nsubj|2 want|VERB|root|0 dams~dam|NOUN|obj|2 .|PUNCT|punct|2"
    written = headline(question, answer)
    asked, wants = found(written, "you", "fear", "floods", "believed"), found(written, "We", "want", "dams", "intended")
    assert who(written, asked, wants) == ["Mara Roe", "Lockworks"]


def test_you_of_an_answer_is_nobody() -> None:
    answer = "You|PRON|nsubj|2 fear|VERB|root|0 floods~flood|NOUN|obj|2 .|PUNCT|punct|2"
    written = headline(answer)
    assert who(written, found(written, "You", "fear", "floods", "believed")) == [None]


TURN = "{0}|PROPN|root|0 :|PUNCT|punct|1 {1}|PRON|nsubj|4 {2}|VERB|parataxis|1 {3}|NOUN|obj|4 ¶|SPACE|dep|5"
SAID = (("I", "fear", "floods"), ("me", "want", "dams"), ("my", "see", "gates"))


def transcript(*names: str) -> Written:
    """Turns of two people; each uses another word for `I`, so that the words of one can be found."""
    people = [
        chain("PER", *(f"name {6 * place}" for place, each in enumerate(names) if each == name), name=str(6 * names.index(name)))
        for name in dict.fromkeys(names)
    ]
    written = article(*(TURN.format(name, *said_so) for name, said_so in zip(names, SAID, strict=True)), chains=tuple(people))
    written.syntax.text[:] = [text.replace("¶", "\n") for text in written.syntax.text]
    return written


def test_i_of_a_transcript_is_whose_turn_it_is() -> None:
    written = transcript("ROE", "LUND", "ROE")
    assert who(written, *(found(written, *words, "believed") for words in SAID)) == ["ROE", "LUND", "ROE"]


def test_one_name_before_colons_makes_no_transcript() -> None:
    written = transcript("ROE", "ROE", "ROE")
    assert who(written, *(found(written, *words, "believed") for words in SAID)) == [None, None, None]


def test_it_after_the_body_that_was_the_subject() -> None:
    body = "Lockworks|PROPN|nsubj|2 closed~close|VERB|root|0"
    it = "It|PRON|nsubj|2 fears~fear|VERB|root|0 floods~flood|NOUN|obj|2"
    other = "Rain|NOUN|nsubj|2 fell~fall|VERB|root|0"
    written = article(body, it, chains=(chain("ORG", "name 0", name="0"),))
    assert who(written, found(written, "It", "fears", "floods", "believed")) == ["Lockworks"]
    between = article(body, other, it, chains=(chain("ORG", "name 0", name="0"),))
    assert who(between, found(between, "It", "fears", "floods", "believed")) == [None], "another thing was the subject since"


def test_he_in_quoted_words_is_not_who_says_them() -> None:
    quoted = 'Roe|PROPN|nsubj|2 said~say|VERB|root|0 "|PUNCT|punct|5 he|PRON|nsubj|5 fears~fear|VERB|ccomp|2 floods~flood|NOUN|obj|5 "|PUNCT|punct|5'
    written = article(quoted, chains=(chain("PER", "name 0", "pronoun 3", name="0"),))
    outer, inner = found(written, "Roe", "said", "he fears floods"), found(written, "he", "fears", "floods", "believed")
    assert who(written, outer, inner) == ["Roe", None]
