"""What the scorer of coreference sees of an anaphor and of an entity that it may mean: numbers, mostly 0 or 1, in the order of `FEATURES`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import log1p

from firsthand.language.coreference.mentions import REFLEXIVE, Mention
from firsthand.model import Language, Words

CLASSES = ("he", "she", "they", "it", "one", "many")  # the last two: definite noun phrases, singular and plural
SUBJECT = frozenset(("nsubj", "nsubj:pass", "csubj"))
OBJECT = frozenset(("obj", "iobj"))
ROLES = ("subject", "object", "possessor", "oblique", "other")
# What most nouns stand for is learned from a corpus; these endings of words serve nouns that were never seen there.
PERSON_ENDINGS = ("ist", "ian", "man", "woman", "men", "women", "person")
MAYBE_ENDINGS = ("er", "or", "ee", "ess")


@dataclass(slots=True)
class Entity:
    """A person, body or group as far as the text has told of it. `kind` is PER, ORG, LOC or MISC where it has a name, else empty."""

    number: int
    kind: str = ""
    gender: str = ""
    plural: bool = False
    person: float = 0.0
    body: float = 0.0
    mentions: list[Mention] = field(default_factory=list)
    lemmas: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    pronouns: set[str] = field(default_factory=set)
    names: int = 0
    several: bool = False
    members: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Kinds:
    """How often a noun stands for a person and for a body, as shares; where it was never seen, lists and endings tell."""

    shares: Mapping[str, tuple[float, float]]
    rules: Language

    def of(self, lemma: str) -> tuple[float, float]:
        known = self.shares.get(lemma)
        if known is not None:
            return known
        if lemma in self.rules["roles"]:
            return 0.8, 0.0
        if lemma in self.rules["collectives"]:
            return 0.0, 0.6
        if lemma.endswith(PERSON_ENDINGS):
            return 0.5, 0.05
        return (0.15, 0.05) if lemma.endswith(MAYBE_ENDINGS) else (0.05, 0.05)

    def knows(self, lemma: str) -> bool:
        return lemma in self.shares or lemma in self.rules["roles"] or lemma in self.rules["collectives"]

    def several(self, lemma: str) -> bool:
        """Whether it is several people in the singular."""
        return lemma in self.rules["many_people"]

    def gender(self, lemma: str) -> str:
        return "male" if lemma in self.rules["male_roles"] else "female" if lemma in self.rules["female_roles"] else ""


def role_of(words: Words, mention: Mention) -> str:
    dep = words.dep[mention.head]
    if dep == "conj":
        dep = words.dep[words.head[mention.head]]
    if dep in SUBJECT:
        return "subject"
    if dep in OBJECT:
        return "object"
    if dep == "nmod:poss":
        return "possessor"
    return "oblique" if dep.startswith(("obl", "nmod")) else "other"


def class_of(mention: Mention) -> str:
    if mention.kind == "pronoun":
        return mention.label
    return "many" if mention.plural else "one"


ANAPHOR = (
    *(f"is {name}" for name in CLASSES), *(f"anaphor {role}" for role in ROLES), "anaphor quoted", "demonstrative", "possessed", "reflexive",
    "anaphor modified", "anaphor person", "anaphor body", "noun seen before", "near beginning", "subordinate", "capital", "anaphor bare",
)  # fmt: skip
PAIR = (
    "is none", "same sentence", "sentence before", "two before", "three or four", "five to nine", "farther", "words between", "nearest", "second", "third",
    "rank", "mentions", "mentions near", "all names", *(f"antecedent {role}" for role in ROLES), "same role", "subjects of both", "first of its sentence",
    "person name", "body name", "place name", "other name", "pronoun last", "group", "entity person", "entity body", "gender agrees", "gender differs",
    "gender unknown", "number agrees", "number differs", "same noun", "noun is its role", "noun in its name", "person noun and person", "body noun and body",
    "kind differs", "same pronoun", "other pronoun", "same clause", "inside antecedent", "both quoted alike", "speaker", "out of quotation", "indefinite",
    "modifiers differ", "modifiers shared", "nested", "most mentioned", "new", "in first sentence", "governs", "somebody", "thing", "modifiers equal",
)  # fmt: skip
FEATURES = ANAPHOR + PAIR
CLASS_ROW = {one: tuple(one == name for name in CLASSES) for one in CLASSES}
ROLE_ROW = {one: tuple(one == name for name in ROLES) for one in ROLES}


@dataclass(slots=True)
class Scene:
    """What pairs of one anaphor share."""

    words: Words
    kinds: Kinds
    speakers: Mapping[int, int]
    seen: Mapping[str, int]
    roles: dict[int, str] = field(default_factory=dict)
    of_phrase: dict[int, frozenset[str]] = field(default_factory=dict)
    above: frozenset[int] = frozenset()
    most: int = 1

    def role(self, mention: Mention) -> str:
        known = self.roles.get(mention.head)
        if known is None:
            known = self.roles[mention.head] = role_of(self.words, mention)
        return known

    def modifiers(self, mention: Mention) -> frozenset[str]:
        known = self.of_phrase.get(mention.head)
        if known is None:
            known = self.of_phrase[mention.head] = _modifiers(self.words, mention)
        return known

    def meet(self, anaphor: Mention) -> None:
        """What is computed once for all pairs of an anaphor: the words that it hangs on, up to four steps."""
        place, found = anaphor.head, []
        for _ in range(4):
            place = self.words.head[place]
            found.append(place)
        self.above = frozenset(found)


def anaphor_features(scene: Scene, a: Mention) -> list[float]:
    words = scene.words
    label, role = class_of(a), scene.role(a)
    noun = a.kind == "noun"
    lemma = words.lemma[a.head]
    person, body = scene.kinds.of(lemma) if noun else (0.0, 0.0)
    following = words.dep[a.end] if a.end < len(words.dep) else ""
    modified = noun and (
        following in ("case", "acl:relcl", "acl") or (a.end < len(words.lower) and words.lower[a.end] in ("of", "who", "that", "which"))
    )
    return [
        *CLASS_ROW[label], *ROLE_ROW[role], words.quotation[a.head] > 0,
        a.determiner in ("this", "that", "these", "those"), noun and a.determiner not in ("the", "this", "that", "these", "those"),
        words.lower[a.head] in REFLEXIVE, modified, person, body, noun and lemma in scene.seen, words.sentence[a.head] <= 3,
        words.dep[words.head[a.head]] in ("advcl", "ccomp", "acl:relcl", "xcomp", "acl"), noun and words.pos[a.head] == "PROPN",
        noun and not scene.modifiers(a),
    ]  # fmt: skip


NONE = [1.0] + [0.0] * (len(PAIR) - 1)


def pair_features(scene: Scene, a: Mention, e: Entity, rank: int, speaker: int) -> list[float]:
    """`rank`: 0 for the entity mentioned last, of those that agree; `speaker`: the entity that says the quotation around the anaphor, or -1."""
    words = scene.words
    m = e.mentions[-1]
    noun = a.kind == "noun"
    far = words.sentence[a.head] - words.sentence[m.head]
    role, own = scene.role(m), scene.role(a)
    here = words.sentence[a.head]
    recent = here - 4
    near = 0
    for one in e.mentions[-6:]:
        if words.sentence[one.head] > recent:
            near += 1
    gender = a.label if a.label in ("he", "she") else scene.kinds.gender(words.lemma[a.head]) if noun else ""
    gender = {"he": "male", "she": "female"}.get(gender, gender)
    plural = a.plural
    lemma = words.lemma[a.head] if noun else ""
    person, body = scene.kinds.of(lemma) if noun else (0.0, 0.0)
    is_person = 1.0 if e.kind == "PER" else 0.0 if e.kind else e.person
    is_body = 1.0 if e.kind == "ORG" else 0.3 if e.kind in ("LOC", "MISC") else e.body
    quoted, quoted_m = words.quotation[a.head], words.quotation[m.head]
    mods, mods_m = (scene.modifiers(a), scene.modifiers(m)) if noun and m.kind == "noun" else (_EMPTY, _EMPTY)
    clause = words.head[a.head]
    return [
        0.0, far == 0, far == 1, far == 2, far in (3, 4), 5 <= far <= 9, far > 9,
        log1p(max(0, a.head - m.head)) / 5, rank == 0, rank == 1, rank == 2, 1 / (1 + rank),
        log1p(len(e.mentions)) / 2, near / 4, log1p(e.names) / 2, *ROLE_ROW[role], role == own,
        role == own == "subject", m.start == 0 or words.sentence[m.start - 1] != words.sentence[m.start],
        e.kind == "PER", e.kind == "ORG", e.kind == "LOC", e.kind == "MISC", m.kind == "pronoun",
        m.kind == "group", is_person, is_body, bool(gender) and gender == e.gender, bool(gender and e.gender) and gender != e.gender,
        not e.gender, plural == e.plural, plural != e.plural, noun and lemma in e.lemmas, noun and lemma in e.roles,
        noun and lemma in e.words, person * is_person, body * is_body, noun * abs(person * is_body + body * is_person),
        a.label in e.pronouns, bool(e.pronouns - {a.label}) and not noun, words.head[m.head] == clause and a.kind == "pronoun",
        words.head[a.head] == m.head or m.start <= a.head < m.end, quoted == quoted_m, speaker == e.number,
        bool(quoted) and not quoted_m, m.kind == "noun" and not m.definite, bool(mods and mods_m) and not mods & mods_m,
        bool(mods & mods_m), words.dep[m.head].startswith("nmod"), len(e.mentions) >= scene.most, len(e.mentions) == 1,
        words.sentence[e.mentions[0].head] <= 2, role == "subject" and words.head[m.head] in scene.above,
        m.kind == "noun" and m.label != "", not e.kind and e.person + e.body < 0.2,
        noun and m.kind == "noun" and mods == mods_m,
    ]  # fmt: skip


_EMPTY: frozenset[str] = frozenset()


def _modifiers(words: Words, mention: Mention) -> frozenset[str]:
    return frozenset(words.lemma[i] for i in range(mention.start, mention.head) if words.pos[i] in ("ADJ", "NOUN", "PROPN", "NUM"))


def agrees(a: Mention, e: Entity, person: float, body: float) -> bool:
    """Whether the entity may be meant at all: what contradicts for certain is no candidate. `person`, `body`: the anaphor's own shares, if it is a noun."""
    label = class_of(a)
    if label in ("he", "she"):
        other = "female" if label == "he" else "male"
        return (
            not e.plural
            and not e.several
            and e.gender != other
            and e.kind in ("PER", "")
            and (bool(e.kind) or e.person >= 0.15)
            and not _contrary(label, e)
        )
    if label == "they":
        return e.kind != "PER" and not e.gender and (e.plural or bool(e.kind) or e.person + e.body >= 0.15)
    if label == "it":
        return e.kind != "PER" and not e.plural and not e.gender and not e.pronouns & {"he", "she"}
    if label == "many":
        return (e.plural and e.person + e.body >= 0.15) or (not e.kind and not e.gender and e.body > 0.2)
    if e.plural or (not e.kind and e.person + e.body < 0.15):
        return False
    return not (e.kind == "PER" and body > 2 * person) and not (e.kind in ("ORG", "LOC", "MISC") and person > 2 * body)


def _contrary(label: str, e: Entity) -> bool:
    return ("she" if label == "he" else "he") in e.pronouns
