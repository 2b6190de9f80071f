"""What may stand for a person or a body in a parsed text: names, noun phrases, pronouns, and pairs such as `Varro and Lund`.

Plain columns are read out of the spaCy `Doc` once; everything after looks at lists. Labels are those of Universal Dependencies.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from firsthand.language.paragraphs import LINE_ENDS
from firsthand.model import Language, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

MentionKind = Literal["name", "noun", "pronoun", "group"]
# Words, at most, between the first word of a noun phrase and its head.
LONGEST_PHRASE = 24
# Forms of a pronoun that are treated alike.
PRONOUNS: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "he"), **dict.fromkeys(("she", "her", "hers", "herself"), "she"),
    **dict.fromkeys(("they", "them", "their", "theirs", "themselves", "themself"), "they"), **dict.fromkeys(("it", "its", "itself"), "it"),
}  # fmt: skip
# Words that stand for people whom nobody names; with a noun after them they are no mention.
SOMEBODY = frozenset(
    "everyone everybody someone somebody anyone anybody nobody others many some both those most few several two three all".split()
)
PERSON = "PER"
SOMEBODY_LABEL = "somebody"
# Relations of a noun that is part of another word's phrase, or tells when and how much.
PARTS = frozenset(("compound", "nmod:desc", "fixed", "goeswith", "obl:unmarked", "nmod:unmarked"))
ARGUMENTS = frozenset(("nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "root", "conj"))
REFLEXIVE = frozenset("himself herself themselves themself itself".split())
DEFINITE = frozenset("the this that these those his her its their my our your".split())
INSIDE_PHRASE = frozenset(
    "det det:predet amod compound nummod nmod:poss nmod:desc advmod nmod:unmarked nmod:npmod flat goeswith case punct cc conj".split()
)
OPENING, CLOSING, STRAIGHT = frozenset("“«„"), frozenset("”»"), frozenset(('"', "``", "''"))

# Two line ends with nothing but white space between; a carriage return and its line feed are one.
EMPTY_LINE = re.compile(rf"(?>\r\n|[{LINE_ENDS}])[^\S{LINE_ENDS}]*[{LINE_ENDS}]|[\f\u2029]")


@dataclass(slots=True)
class Mention:
    """Tokens `start:end` with the head; `label` is the type of a name, the class of a pronoun, else empty. `last`: the head of a group's last member."""

    start: int
    end: int
    head: int
    kind: MentionKind
    label: str = ""
    plural: bool = False
    definite: bool = False
    determiner: str = ""
    last: int = -1


def columns(doc: Doc) -> Words:
    from spacy import attrs

    strings = doc.vocab.strings
    given = [attrs.POS, attrs.DEP, attrs.LEMMA, attrs.LOWER, attrs.ORTH, attrs.HEAD, attrs.SENT_START, attrs.IDX, attrs.LENGTH]
    rows = doc.to_array(given).reshape(len(doc), len(given))
    named = {number: strings[number] for number in np.unique(rows[:, :5]).tolist()}
    pos, dep, lemma, lower, text = ([named[number] for number in rows[:, i].tolist()] for i in range(5))
    head = (np.arange(len(doc)) + rows[:, 5].astype(np.int64)).tolist()
    sentence = np.cumsum(rows[:, 6] == 1).tolist()
    start, end = rows[:, 7].tolist(), (rows[:, 7] + rows[:, 8]).tolist()
    return Words(start, end, text, lower, [each.lower() for each in lemma], pos, dep, head, sentence, _quotations(text))


def _quotations(text: list[str]) -> list[int]:
    """The number of the double quotation that each token stands in; an empty line closes it, the end of a line does not."""
    found = []
    count = now = 0
    for word in text:
        if word in STRAIGHT or word in OPENING or word in CLOSING:
            opens = word in OPENING or (word in STRAIGHT and not now)
            if opens:
                count += 1
                now = count
                found.append(now)
                continue
            found.append(now)
            now = 0
            continue
        if now and EMPTY_LINE.search(word):
            now = 0
        found.append(now)
    return found


def mentions(doc: Doc, words: Words, rules: Language) -> list[Mention]:
    """In the order of their first words, the longer first; heads are unique but for a group and its first member."""
    found = list(_names(doc, words))
    covered = {place for mention in found for place in range(mention.start, mention.end)}
    found += (mention for place in range(len(words.pos)) if place not in covered and (mention := _at(words, place, rules)))
    found += _groups(words, {mention.head: mention for mention in found})
    return sorted(found, key=lambda m: (m.start, -m.end, m.head))


def _at(words: Words, place: int, rules: Language) -> Mention | None:
    """The pronoun or noun phrase whose head is this word."""
    pos = words.pos[place]
    if pos in ("NOUN", "PROPN"):
        return None if words.dep[place] in PARTS or (pos == "PROPN" and words.dep[place] == "flat") else _phrase(words, place, rules)
    if pos not in ("PRON", "ADJ", "DET", "NUM"):
        return None
    word = words.lower[place]
    if pos == "PRON" and word in PRONOUNS:
        return Mention(place, place + 1, place, "pronoun", PRONOUNS[word], plural=PRONOUNS[word] == "they")
    if word in SOMEBODY and (pos == "PRON" or words.dep[place] in ARGUMENTS):
        return Mention(place, place + 1, place, "noun", SOMEBODY_LABEL, plural=not word.endswith(("one", "body")))
    return None


def _names(doc: Doc, words: Words) -> Iterator[Mention]:
    named = {place for ent in doc.ents for place in range(ent.start, ent.end)}
    for ent in doc.ents:
        start, end = ent.start, ent.end
        if ent.label_ == PERSON and _party(words, start, end):
            continue
        end = _past_hyphen(words, start, end, named)
        while end - 1 > start and words.dep[end - 1] in ("case", "punct"):
            end -= 1
        head = next((i for i in range(start, end) if not start <= words.head[i] < end or words.head[i] == i), end - 1)
        yield Mention(start, end, head, "name", ent.label_)


def _party(words: Words, start: int, end: int) -> bool:
    """`R-Harrow` beside a name: a party and where it was voted for."""
    return (
        end - start == 3
        and words.text[start + 1] == "-"
        and len(words.text[start]) == 1
        and words.dep[start] in ("appos", "parataxis", "dep", "list")
        and words.start[start + 1] == words.end[start]
        and words.start[start + 2] == words.end[start + 1]
    )


def _past_hyphen(words: Words, start: int, end: int, named: Collection[int]) -> int:
    """The end of a name that goes on after a hyphen in small letters, as a part of the name to the tree: `Varro Je|-un`."""
    part = end + 1
    if part >= len(words.text) or words.text[end] != "-" or part in named or not words.text[part].islower():
        return end
    close = words.end[end - 1] == words.start[end] and words.end[end] == words.start[part]
    return part + 1 if close and words.dep[part] == "flat" and start <= words.head[part] < end else end


def _phrase(words: Words, head: int, rules: Language) -> Mention:
    """The noun phrase up to its head: determiner, possessor, adjectives, compounds."""
    start = head
    while start > 0 and head - start < LONGEST_PHRASE and _belongs(words, start - 1, head):
        start -= 1
    while start < head and words.dep[start] in ("case", "punct", "cc", "advmod") and words.head[start] == head:
        start += 1
    first = words.lower[start] if start < head else ""
    possessed = any(words.dep[i] == "nmod:poss" and words.head[i] == head for i in range(start, head))
    definite = first in DEFINITE or possessed
    return Mention(
        start,
        head + 1,
        head,
        "noun",
        "",
        _plural(words, head, rules),
        definite,
        first if first in DEFINITE else ("'s" if possessed else first),
    )


def _belongs(words: Words, place: int, head: int) -> bool:
    """Whether the word depends on the head from its left, at most four steps down."""
    for _ in range(4):
        if words.dep[place] not in INSIDE_PHRASE:
            return False
        place = words.head[place]
        if place == head:
            return True
    return False


def _plural(words: Words, head: int, rules: Language) -> bool:
    word, lemma = words.lower[head], words.lemma[head]
    if word in ("people", "police", "folks", "men", "women", "children"):
        return True
    return word != lemma and word.endswith(("s", "men", "ren", "people")) and not word.endswith("ss")


def _groups(words: Words, by_head: Mapping[int, Mention]) -> list[Mention]:
    """`A and B`, `A, B and C`: from the first member to the last; members are names or nouns."""
    members: dict[int, int] = {}
    joined: set[int] = set()
    for place, dep in enumerate(words.dep):
        head = words.head[place]
        if dep == "conj" and place in by_head and head in by_head and head < place:
            members[head] = place
        elif dep == "cc" and words.lower[place] in ("and", "&"):
            joined.add(head)
    found = []
    for head, last in members.items():
        first, end = by_head[head], by_head[last]
        if last in joined and first.kind in ("name", "noun", "pronoun") and end.kind in ("name", "noun", "pronoun"):
            found.append(Mention(first.start, end.end, head, "group", "", plural=True, last=last))
    return found
