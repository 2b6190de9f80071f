"""Who is meant: names, pronouns and definite roles of one text in chains, each link with its reason, and none where two candidates weigh about the same.

Names are joined by rules (`name_variants`). For he, she, they, it and noun phrases such as `the minister` a small network scores each entity mentioned before,
and `none of them`, in the order of the text (mention ranking: Denis and Baldridge 2008; entities as candidates: Clark and Manning 2016); a link is made where the
best score and its lead are high enough. `I`, `we` and `you` are left out: they belong to the speaker, whom attribution knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from firsthand.language.coreference.features import (
    FEATURES,
    NONE,
    Entity,
    Kinds,
    Scene,
    agrees,
    anaphor_features,
    class_of,
    pair_features,
)
from firsthand.language.coreference.mentions import Mention, columns, mentions
from firsthand.language.coreference.name_variants import Named, Names, clean, given_gender, title_gender
from firsthand.language.coreference.scorer import Decide, Floats, by, shipped
from firsthand.model import Chain, ChainLink, Words

if TYPE_CHECKING:
    from spacy.tokens import Doc

# Candidates of one anaphor; entities looked at to find them; sentences back that a pronoun and a noun phrase reach.
CANDIDATES = 10
LOOKED_AT = 60
REACH = {"he": 8, "she": 8, "they": 5, "it": 4, "one": 40, "many": 20}
# How sure a link is that a rule makes, and at most one that the network makes.
BY_RULE, BY_NETWORK = 1.0, 0.999
# The share of people and bodies among what a noun stands for: below ASK it is not resolved, below KIND it is no apposition of a name and makes no chain alone.
ASK, KIND = 0.15, 0.3
# Letters, at least, of a word by which the case of a name or a line is told; such words, at least, of a headline; words on either side that are looked at.
SHOUTED, TITLED, LINE = 4, 4, 30


def chains(doc: Doc, words: Words | None = None) -> tuple[Chain, ...]:
    """The chains of two mentions or more, and of every name. Words, half-open. Linear in the text: each anaphor looks at a bounded number of entities.

    `words`: the columns of `doc`, where they are made already.
    """
    scorer = shipped()
    return resolve(doc, scorer.kinds, by(scorer), words)


def resolve(doc: Doc, kinds: Kinds, decide: Decide, words: Words | None = None) -> tuple[Chain, ...]:
    if not len(doc):
        return ()
    words = words or columns(doc)
    found = mentions(doc, words, kinds.rules)
    text = _Text(words, found, kinds, decide)
    for mention in sorted(found, key=lambda m: (m.last if m.kind == "group" else m.head, m.kind == "group", m.start)):
        text.take(mention)
    return text.chains()


class _Text:
    """The state of one text while its mentions are taken in order."""

    def __init__(self, words: Words, found: Sequence[Mention], kinds: Kinds, decide: Decide) -> None:
        self.words, self.kinds, self.decide, self.rules = words, kinds, decide, kinds.rules
        self.entities: list[Entity] = []
        self.links: dict[int, list[ChainLink]] = {}
        self.active: dict[int, None] = {}
        self.seen: dict[str, int] = {}
        self.of_head: dict[int, int] = {}
        self.reason: dict[int, str] = {}
        self.phrases: dict[tuple[str, ...], int] = {}
        self.predicates = {words.head[i] for i, dep in enumerate(words.dep) if dep == "cop"}
        self.full: dict[int, tuple[int, int]] = {}
        self.apposed = {words.head[m.head]: m for m in found if words.dep[m.head] == "appos" and m.kind != "group"}
        self._name_all([m for m in found if m.kind == "name"])
        self._roles_of_names()
        self.speakers = self._speakers()
        self.scene = Scene(words, kinds, self.speakers, self.seen)

    # --- names, before anything else ---

    def _name_all(self, named: Sequence[Mention]) -> None:
        names = Names()
        for mention in named:
            name = clean(self.words.text[mention.start : mention.end], mention.label, self.rules)
            before = self.words.lower[mention.start - 1].rstrip(".") if mention.start else ""
            if mention.label == "PER" and not name.gender:
                name.gender = title_gender(before, self.rules)
            hit = names.find(name)
            if hit is None:
                entity = self._new(mention.label)
                entry = Named(entity.number, mention.label)
                self.reason[mention.start] = "first named"
            else:
                entry = hit[0]
                entity = self.entities[entry.number]
                self.reason[mention.start] = hit[1]
            names.add(entry, name)
            if mention.label == "PER" and not entry.gender and len(name.words) == 1 and hit is None:
                entity.gender = given_gender(name.words[0], self.rules)
            entity.gender = entry.gender or entity.gender
            entity.names += 1
            entity.words.update(name.words)
            self.of_head[mention.head] = entity.number
            known = self.full.get(entity.number)
            if known is None or self._fuller(known, (mention.start, mention.end), mention.label):
                self.full[entity.number] = (mention.start, mention.end)

    def _fuller(self, known: tuple[int, int], other: tuple[int, int], label: str) -> bool:
        """Whether a name tells more than the one known. Of a person `Varro HARROW` (a place after a byline) and `Varro Warns` (a headline) tell no more than `Varro`."""
        longer = other[1] - other[0] > known[1] - known[0]
        if label != "PER" or self.words.lower[known[1] - 1] == self.words.lower[other[1] - 1]:
            return longer
        doubted, doubtful = self._doubtful(known), self._doubtful(other)
        return longer if doubted == doubtful else doubted

    def _doubtful(self, name: tuple[int, int]) -> bool:
        """Whether a name of several words has another one in capitals throughout at its end, or stands in a line where every word is capitalised."""
        if name[1] - name[0] < 2:
            return False
        text = self.words.text
        shouted = [text[place].isupper() and len(text[place]) >= SHOUTED for place in range(*name)]
        return (shouted[-1] and not all(shouted)) or self._titled(name[0])

    def _titled(self, place: int) -> bool:
        """Whether nearly every word of the sentence is capitalised."""
        words = self.words
        start = end = place
        while start and words.sentence[start - 1] == words.sentence[place] and place - start < LINE:
            start -= 1
        while end < len(words.text) and words.sentence[end] == words.sentence[place] and end - place < LINE:
            end += 1
        long = [word for word in words.text[start:end] if len(word) >= SHOUTED and word[0].isalpha()]
        return len(long) >= TITLED and sum(word[0].islower() for word in long) <= len(long) / 8

    def _roles_of_names(self) -> None:
        """Nouns that the text puts beside a name: title, apposition, predicate."""
        words = self.words
        for place, dep in enumerate(words.dep):
            head = words.head[place]
            if dep in ("compound", "nmod:desc", "appos", "flat") and words.pos[place] in ("NOUN", "PROPN") and head in self.of_head:
                self._role(self.of_head[head], words.lemma[place])
            elif (dep == "appos" and place in self.of_head and words.pos[head] == "NOUN") or (
                dep in ("nsubj", "nsubj:outer") and place in self.of_head and words.pos[head] == "NOUN"
            ):
                self._role(self.of_head[place], words.lemma[head])

    def _role(self, number: int, lemma: str) -> None:
        entity = self.entities[number]
        entity.roles.add(lemma)
        entity.gender = entity.gender or (self.kinds.gender(lemma) or title_gender(lemma, self.rules) if entity.kind == "PER" else "")

    def _speakers(self) -> dict[int, int]:
        """The subject of the verb of speech outside each quotation, in a sentence that holds part of it."""
        words = self.words
        verbs = self.rules.verbs
        by_sentence: dict[int, int] = {}
        for place, dep in enumerate(words.dep):
            if dep == "nsubj" and not words.quotation[place]:
                verb = verbs.get(words.lower[words.head[place]])
                if verb is not None and verb.kind == "speech":
                    by_sentence[words.sentence[place]] = place
        found: dict[int, int] = {}
        for place, quotation in enumerate(words.quotation):
            if quotation and quotation not in found and words.sentence[place] in by_sentence:
                found[quotation] = by_sentence[words.sentence[place]]
        return found

    # --- mentions in order ---

    def _new(self, kind: str = "") -> Entity:
        entity = Entity(len(self.entities), kind)
        self.entities.append(entity)
        return entity

    def take(self, mention: Mention) -> None:
        if mention.kind == "pronoun":
            self._anaphor(mention)
        elif mention.kind == "name":
            self._join(self.entities[self.of_head[mention.head]], mention, self.reason[mention.start], BY_RULE)
        elif mention.kind == "group":
            self._group(mention)
        else:
            self._noun(mention)

    def _join(self, entity: Entity, mention: Mention, reason: str, score: float) -> None:
        before = entity.mentions[-1] if entity.mentions else None
        if before is None:
            reason = "first mention"
        kind = "name" if mention.kind == "noun" and self.words.pos[mention.head] == "PROPN" and score == BY_RULE else mention.kind
        link = ChainLink(
            mention.start, mention.end, mention.head, kind, (before.start, before.end) if before else None, reason, round(score, 3)
        )
        self.links.setdefault(entity.number, []).append(link)
        entity.mentions.append(mention)
        self.scene.most = max(self.scene.most, len(entity.mentions))
        self.active.pop(entity.number, None)
        self.active[entity.number] = None
        if mention.kind != "group":
            self.of_head[mention.head] = entity.number
        if mention.kind == "pronoun":
            entity.pronouns.add(mention.label)
            if mention.label in ("he", "she"):
                entity.gender = entity.gender or {"he": "male", "she": "female"}[mention.label]
        elif mention.kind == "noun":
            lemma = self.words.lemma[mention.head]
            entity.lemmas.add(lemma)
            entity.several = entity.several or self.kinds.several(lemma)
            self.seen[lemma] = mention.head
            entity.gender = entity.gender or self.kinds.gender(lemma)

    def _noun(self, mention: Mention) -> None:
        words = self.words
        person, body = self._shares(mention)
        if mention.head in self.predicates or (words.dep[mention.head] == "xcomp" and not mention.label):
            return  # what somebody is said to be: `_roles_of_names` keeps it
        if words.pos[mention.head] == "PROPN" and not self.kinds.knows(words.lemma[mention.head]):
            self._unknown_name(mention, person, body)
            return
        named = self._beside_name(mention) if person + body >= KIND else None
        if named is not None:
            self._join(named, mention, "apposition", BY_RULE)
        elif not (mention.definite and person + body >= ASK and self._anaphor(mention)):
            entity = self._new()
            entity.plural, entity.person, entity.body = mention.plural, person, body
            self._join(entity, mention, "", BY_RULE)

    def _unknown_name(self, mention: Mention, person: float, body: float) -> None:
        """A proper noun that the recogniser took for no name goes back to the same words only."""
        words = self.words
        phrase = tuple(words.lower[i] for i in range(mention.start, mention.end) if words.pos[i] != "DET")
        number = self.phrases.get(phrase)
        if number is not None:
            self._join(self.entities[number], mention, "same name", BY_RULE)
            return
        entity = self._new()
        self.phrases[phrase] = entity.number
        entity.plural, entity.person, entity.body = mention.plural, person, body
        entity.gender = given_gender(words.text[mention.start], self.rules)
        self._join(entity, mention, "", BY_RULE)

    def _shares(self, mention: Mention) -> tuple[float, float]:
        """How likely a noun phrase stands for a person and for a body. A proper noun that is no known name may be either."""
        if mention.kind != "noun":
            return 0.0, 0.0
        if mention.label:
            return 0.6, 0.1
        person, body = self.kinds.of(self.words.lemma[mention.head])
        return (max(person, 0.3), max(body, 0.2)) if self.words.pos[mention.head] == "PROPN" else (person, body)

    def _beside_name(self, mention: Mention) -> Entity | None:
        """The entity of the name that the noun phrase stands beside: `Ines Varro, the minister`; `the minister, Ines Varro`."""
        words = self.words
        other = self.apposed.get(mention.head)
        number = self.of_head.get(other.head) if other is not None and other.kind == "name" else None
        if number is None and words.dep[mention.head] == "appos":
            number = self.of_head.get(words.head[mention.head])
        if number is None:
            return None
        entity = self.entities[number]
        person, body = self.kinds.of(words.lemma[mention.head])
        wrong = bool(entity.kind) and ((body > person) if entity.kind == "PER" else (person > body))
        return None if mention.plural != entity.plural or wrong else entity

    def _group(self, mention: Mention) -> None:
        first, last = self.of_head.get(mention.head), self.of_head.get(mention.last)
        if first is None or last is None or first == last:
            return
        entity = self._new()
        members = self.entities[first], self.entities[last]
        entity.plural, entity.members = True, (first, last)
        entity.person = min(1.0 if e.kind == "PER" else e.person for e in members)
        entity.body = min(1.0 if e.kind == "ORG" else e.body for e in members)
        self._join(entity, mention, "", BY_RULE)

    def _anaphor(self, mention: Mention) -> bool:
        """Whether the mention was joined to an entity."""
        words, scene = self.words, self.scene
        label = class_of(mention)
        person, body = self._shares(mention)
        candidates: list[Entity] = []
        here = words.sentence[mention.head]
        for looked, number in enumerate(reversed(self.active)):
            if looked == LOOKED_AT or len(candidates) == CANDIDATES:
                break
            entity = self.entities[number]
            if here - words.sentence[entity.mentions[-1].head] > REACH[label]:
                break
            if agrees(mention, entity, person, body):
                candidates.append(entity)
        if not candidates:
            return False
        speaker = self.of_head.get(self.speakers.get(words.quotation[mention.head], -1), -1)
        scene.meet(mention)
        own = anaphor_features(scene, mention)
        rows = np.empty((len(candidates) + 1, len(FEATURES)), np.float32)
        rows[:, : len(own)] = own
        rows[-1, len(own) :] = NONE
        for rank, entity in enumerate(candidates):
            rows[rank, len(own) :] = pair_features(scene, mention, entity, rank, speaker)
        choice, score = self.decide(mention, label, candidates, rows)
        if choice is None:
            return False
        self._join(candidates[choice], mention, _reason(mention, rows[choice], len(candidates)), min(score, BY_NETWORK))
        return True

    def chains(self) -> tuple[Chain, ...]:
        kept = [e for e in self.entities if e.names or (len(e.mentions) > 1 and (e.person + e.body >= KIND or e.pronouns & {"he", "she"}))]
        made = (Chain(tuple(self.links[e.number]), self.full.get(e.number), e.kind or None) for e in kept if e.mentions)
        return tuple(sorted(made, key=lambda chain: (chain.links[0].start, chain.links[0].end)))


_AT = {name: place for place, name in enumerate(FEATURES)}


def _reason(mention: Mention, row: Floats, count: int) -> str:
    """What speaks for the link, in words."""
    said = []
    if mention.kind == "pronoun":
        said.append(f"`{mention.label}`")
    for feature, words in (("same noun", "same noun"), ("noun is its role", "its role in the text"), ("noun in its name", "word of its name"),
                           ("gender agrees", "gender agrees"), ("subjects of both", "subject like it"), ("nearest", "nearest that agrees")):  # fmt: skip
        if row[_AT[feature]]:
            said.append(words)
    if count == 1:
        said.append("only candidate")
    return ", ".join(said) or "scored"
