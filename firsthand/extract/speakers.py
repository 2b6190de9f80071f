"""Who a source is: by name where the article names them, through its chains of mentions.

`I` inside a content is who says that content; `who` is what it refers back to; a capital, a country, a nationality or a seat of government that speaks is
that country's government. There is no answer where two may be meant: two people of one last name, or two whom `he` fits as well.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from firsthand.extract.interviews import Turn, asks, interviewed, turns, whose_turn
from firsthand.extract.tree import SAME_THING, Found, Stretch, Tree, enclosing, is_document
from firsthand.model import Chain, ChainLink

# Steps, at most, from a relative pronoun to the noun that it stands for, and from a noun to a name beside it.
STEPS = 6
# Sentences, at most, from an attribution to the `he` that goes on with it.
NEAR = 2
SENTENCE_ENDS = frozenset((".", "!", "?", "”", '"', "’", "'", ":", ";"))
GOES_ON = frozenset(("advcl", "conj", "xcomp", "parataxis"))
GENDERS = ("male", "female")
SUBJECTS = frozenset(("nsubj", "nsubj:pass"))
# A link of a pronoun that is at least so sure stands, whoever else is named beside the one it means.
SURE = 0.9
# Of two people of one name the one weighs about as much who has so many times fewer mentions.
RIVAL = 2
# People of one last name that are looked at.
NAMESAKES = 50
RELATIVE = frozenset(("acl:relcl", "acl", "advcl:relcl"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Words that name a speaker (or, where `named` is false, that describe one whom the article never names), with the reason and how sure it is, 0 to 1."""

    words: Stretch
    named: bool
    reason: str
    score: float
    chain: Chain | None = None
    government: str | None = None


class _Voices(NamedTuple):
    """Of an interview who is asked, and their body; of a transcript its turns."""

    asked: Speaker | None
    body: Speaker | None
    turns: list[Turn]


class Spoke(NamedTuple):
    """Who spoke by name: the head of the source, and the last word of what was said."""

    place: int
    until: int
    speaker: Speaker


def speakers(tree: Tree, found: Sequence[Found]) -> list[Speaker | None]:
    """One for each attribution; the outermost are settled first, so that an `I` inside finds them, and each level in the order of the text."""
    outer = enclosing(found)
    voices = _voices(tree)
    known: dict[int, Speaker | None] = {}
    spoke: dict[int | None, Spoke] = {}
    silent = _silent(tree, found)
    for number in sorted(range(len(found)), key=lambda i: (_depth(outer, i), found[i].source, i)):
        above = outer[number]
        if above is not None:
            says = _another_than(tree, _speaker(tree, found[number], found[above], known[above]), found[number].source, known[above])
        else:
            says = _speaker(tree, found[number], None, None)
            if says is None and found[number].source:
                says = _in_no_marks(tree, found[number].source, voices)
        if found[number].source:
            place = tree.head(found[number].source)
            before = spoke.get(above) or _holder(tree, found, above, known, place)
            if (
                above is None
                and (last := bisect_left(silent, place, key=lambda each: each.place))
                and silent[last - 1].place > (before.place if before else -1)
            ):
                before = silent[last - 1]
            says = _goes_on(tree, place, says, before) or (
                _only_one(tree, place) or _named_before(tree, place, before) or _body_before(tree, place) if above is None else None
            )
            if says is not None and says.named and says.chain is not None and says.chain.label == "PER":
                spoke[above] = Spoke(place, max(place, found[number].content[-1]), says)
        known[number] = says
    cues = {place: number for number, each in enumerate(found) for place in each.cue}
    return [known[number] or _of_the_same_breath(tree, each, cues, known) for number, each in enumerate(found)]


def _of_the_same_breath(tree: Tree, found: Found, cues: Mapping[int, int], known: Mapping[int, Speaker | None]) -> Speaker | None:
    """Who says what a participle without a source goes on: `Varro said so, adding that`."""
    words = tree.words
    if found.source or not words.lower[found.head].endswith("ing") or words.dep[found.head] not in GOES_ON:
        return None
    verb = words.head[found.head]
    governing = cues.get(verb)
    if governing is None and words.dep[verb] == "ccomp":  # `"That is so," Varro said, adding that`
        governing = cues.get(words.head[verb])
    speaker = known[governing] if governing is not None else None
    return replace(speaker, reason=f"`{words.lower[found.head]}` goes on what is said") if speaker is not None and speaker.named else None


def _silent(tree: Tree, found: Sequence[Found]) -> list[Spoke]:
    """Who speaks by name where no words are given: `Varro agreed`, `Varro spoke in Harrow`; in the order of the text."""
    words = tree.words
    cues = {place for each in found for place in each.cue}
    made: list[Spoke] = []
    for place, lower in enumerate(words.lower):
        verb = tree.rules.verbs.get(lower)
        if verb is None or (verb.kind != "speech" and verb.base != "speak") or words.pos[place] != "VERB":
            continue
        if place in cues or words.quotation[place]:
            continue
        for child in tree.under(place, "nsubj"):
            named = (each for each in tree.links.get(child, ()) if each[1].kind == "name" and each[0].name and each[0].label == "PER")
            made += [Spoke(child, child, who_is) for chain, link in named if (who_is := _by_name(tree, chain, link)) is not None]
    return sorted(made, key=lambda each: each.place)


def _voices(tree: Tree) -> _Voices:
    return _Voices(*_interviewed(tree), turns(tree))


def _interviewed(tree: Tree) -> tuple[Speaker | None, Speaker | None]:
    """Whom the page says that it interviews, where that is one person, and the one body by whose name they are described there."""
    people: dict[int, Speaker] = {}
    bodies: dict[int, tuple[Chain, ChainLink]] = {}
    for hearer in interviewed(tree):
        group = set(tree.below(hearer))
        asked = who(tree, hearer, group)
        if asked is not None and asked.named and asked.chain is not None and asked.chain.label == "PER":
            people[id(asked.chain)] = replace(asked, reason="who is interviewed", score=0.8)
            bodies |= {id(chain): (chain, link) for chain, link in _names_in(tree, group) if chain.label == "ORG"}
    if len(people) != 1:
        return None, None
    (person,) = people.values()
    body = next(iter(bodies.values())) if len(bodies) == 1 else None
    return person, replace(_by_chain(tree, *body), reason="the body of who is interviewed", score=0.7) if body else None


def _another_than(tree: Tree, says: Speaker | None, source: Sequence[int], speaks: Speaker | None) -> Speaker | None:
    """`he` in quoted words is another than who says them."""
    if says is None or speaks is None or says.chain is None or says.chain is not speaks.chain:
        return says
    place = tree.head(tuple(source))
    third = tree.words.quotation[place] and any(tree.is_(place, f"{gender}_pronouns") for gender in GENDERS)
    return None if third else says


def _in_no_marks(tree: Tree, source: Sequence[int], voices: _Voices) -> Speaker | None:
    """`I`, `you`, `we` of an interview or a transcript, in words that nobody is said to say."""
    place = tree.head(tuple(source))
    word = tree.words.lower[place]
    if tree.words.pos[place] != "PRON" or tree.words.quotation[place]:
        return None
    if word in tree.rules["speakers.singular"]:
        label = whose_turn(tree, voices.turns, place)
        if label is None:
            return voices.asked
        person = who(tree, label, {label})
        return replace(person, reason="whose turn it is") if person is not None and person.named else None
    if word in tree.rules["speakers.hearer"] and not voices.turns and asks(tree, place):
        return replace(voices.asked, reason="who is asked") if voices.asked else None
    if word in tree.rules["speakers.plural"] and not voices.turns and not asks(tree, place):
        return voices.body
    return None


def _depth(outer: Sequence[int | None], number: int) -> int:
    depth = 0
    now: int | None = outer[number]
    while now is not None:
        depth, now = depth + 1, outer[now]
    return depth


def _speaker(tree: Tree, found: Found, outer: Found | None, says: Speaker | None) -> Speaker | None:
    if not found.source:
        return None
    head = tree.head(found.source)
    word = tree.words.lower[head]
    if tree.words.pos[head] == "PRON" and word in tree.rules["speakers.singular"]:
        return replace(says, reason=f"`{word}` in what they say") if says and not is_document(tree, tree.head(range(*says.words))) else None
    if tree.words.pos[head] == "PRON" and word in tree.rules["speakers.plural"]:
        return _body_of(tree, word, outer, says)
    return who(tree, head, set(found.source))


def who(tree: Tree, head: int, source: set[int]) -> Speaker | None:
    """Who the noun or pronoun at `head` means; `source`: the words of its phrase."""
    words = tree.words
    if words.lower[head] in tree.rules["relative_pronouns"] and words.pos[head] == "PRON" and (back := antecedent(tree, head)) is not None:
        found = who(tree, back, set(tree.below(back)))
        return replace(found, reason=f"`{words.lower[head]}` goes back to it; {found.reason}") if found else None
    if closing := _closing_name(tree, head, source):
        return _by_name(tree, *closing)
    members = [head, *(child for child in tree.under(head, "conj") if child in source and words.pos[child] in ("NOUN", "PROPN"))]
    if len(members) > 1:
        people = [place for place in members if words.pos[place] == "PROPN" or tree.is_(place, "roles")]
        if people != members[-1:]:
            return None
        head = members[-1]  # `sales, service and marketing president`: one office
    if is_document(tree, head):
        return None
    mentions = [*tree.links.get(head, ()), *_beside(tree, head, source)]
    if named := next((each for each in mentions if each[0].name and (each[0].label != "MISC" or _acts(tree, head))), None):
        return _by_name(tree, *named)
    mentions = [each for each in mentions if not each[0].name]
    if titled := _by_title(tree, head, source):
        return titled
    if mentions:
        return _by_noun(tree, *mentions[0])
    return _alone(tree, head, source)


def _alone(tree: Tree, head: int, source: set[int]) -> Speaker | None:
    """A source of no chain: a name that the recogniser does not know, a body named by its country, else its own words."""
    words = tree.words
    if words.pos[head] not in ("NOUN", "PROPN", "ADJ"):
        return None
    if (name := _unknown_name(tree, head, source)) is not None:
        return Speaker(name, True, "stands once", 0.7)
    stretch = tree.stretch(place for place in source if place <= head) or (head, head + 1)
    country = government_of(tree, head)
    return Speaker(stretch, country is not None, "named by its country" if country else "stands once", 1.0, None, country)


def _unknown_name(tree: Tree, head: int, source: set[int]) -> Stretch | None:
    """Two capitalised words or more that no determiner leads and that are no office."""
    words = tree.words
    if words.pos[head] != "PROPN" or tree.under(head, "det", "nmod:poss"):
        return None
    start = end = head
    while start - 1 in source and words.pos[start - 1] == "PROPN" and not tree.is_(start - 1, "titles", "roles"):
        start -= 1
    while end + 1 in source and words.pos[end + 1] == "PROPN":
        end += 1
    plain = any(tree.is_(place, "roles", "titles", "documents") for place in range(start, end + 1))
    return (
        (start, end + 1) if end > start and not plain and all(words.text[place][:1].isupper() for place in range(start, end + 1)) else None
    )


def _acts(tree: Tree, head: int) -> bool:
    """Whether a name of another kind (a people, a party's members, a programme) is all of them: no `some`, `many` before it, and not one of them (`the Harrow Liberal`)."""
    if tree.words.pos[head] != "PROPN" or any(tree.is_(child, "sources.many", "sources.every") for child in tree.children[head]):
        return False
    return tree.words.lower[head].endswith("s") or not tree.under(head, "det", "nummod")


def _holder(tree: Tree, found: Sequence[Found], above: int | None, known: dict[int, Speaker | None], place: int) -> Spoke | None:
    """Who says the content that a pronoun stands in, where no marks set it apart: `Varro said that she hoped`."""
    says = known[above] if above is not None else None
    if above is None or says is None or not found[above].source or tree.words.quotation[place]:
        return None
    at = tree.head(found[above].source)
    return Spoke(at, at, says)


def _goes_on(tree: Tree, place: int, says: Speaker | None, before: Spoke | None) -> Speaker | None:
    """`he`, `she` after an attribution nearby: who spoke there, where nobody else came up since; no answer where the chain means another person."""
    words = tree.words
    gender = next((g for g in GENDERS if tree.is_(place, f"{g}_pronouns")), None)
    if before is None or words.sentence[place] - words.sentence[before.until] > NEAR or before.speaker.chain is None:
        return says if gender is None or says is None else _unrivalled(tree, place, says, gender, before)
    last, speaker, chain = before.place, before.speaker, before.speaker.chain
    if tree.is_(place, "thing_pronouns"):
        return says or (replace(speaker, reason=f"`{words.lower[place]}` in what it says") if chain.label in ("ORG", "LOC") else None)
    if gender is None or (says is not None and says.chain is chain):
        return says
    if chain.label != "PER" or _is_other(tree, speaker.words, chain, gender):
        return _unrivalled(tree, place, says, gender, before) if says is not None else None
    # whom they speak of in what they said is no rival, where both are subjects
    parallel = words.dep[last] in SUBJECTS and words.dep[place] in SUBJECTS
    since = before.until if parallel else last
    others = any(_somebody_else(tree, at, chain) for at in range(since + 1, place) if not words.quotation[at])
    return None if others else replace(speaker, reason=f"`{words.lower[place]}` after who spoke just before", score=min(speaker.score, 0.9))


def _only_one(tree: Tree, place: int) -> Speaker | None:
    """`he`, `she` where the article has named one person so far who may be meant, its headlines aside."""
    gender = next((g for g in GENDERS if tree.is_(place, f"{g}_pronouns")), None)
    if gender is None or tree.words.quotation[place]:
        return None
    before = bisect_left(tree.names, place, key=lambda each: each[1].start)
    people = {
        id(chain): chain
        for chain, link in tree.names[:before]
        if chain.label == "PER" and chain.name is not None and not tree.words.quotation[link.head] and _in_a_sentence(tree, link.head)
    }
    if len(people) != 1:
        return None
    (chain,) = people.values()
    if chain.name is None or _is_other(tree, chain.name, chain, gender):
        return None
    last = max(link.head for link in chain.links if link.head < place)
    if any(_somebody_else(tree, at, chain) for at in range(last + 1, place) if not tree.words.quotation[at]):
        return None
    return Speaker(chain.name, True, f"`{tree.words.lower[place]}`, the only one named so far", 0.8, chain)


def _named_before(tree: Tree, place: int, before: Spoke | None) -> Speaker | None:
    """`he`, `she` that is a subject, with no chain: the one person named in the sentence before, in one paragraph, if who spoke last is no rival."""
    words = tree.words
    gender = next((g for g in GENDERS if tree.is_(place, f"{g}_pronouns")), None)
    start = tree.sentence(place)[0]
    if gender is None or words.dep[place] not in SUBJECTS or words.quotation[place] or not start or "\n" in words.text[start - 1]:
        return None
    if tree.links.get(place):
        return None
    first = bisect_left(tree.names, tree.sentence(start - 1)[0], key=lambda each: each[1].start)
    last = bisect_left(tree.names, place, key=lambda each: each[1].start)
    people = {
        id(chain): (chain, link)
        for chain, link in tree.names[first:last]
        if chain.label == "PER"
        and chain.name is not None
        and not words.quotation[link.head]
        and not _is_other(tree, chain.name, chain, gender)
    }
    if len(people) != 1:
        return None
    ((chain, link),) = people.values()
    near = before is not None and words.sentence[place] - words.sentence[before.until] <= NEAR
    if (
        near
        and before is not None
        and before.speaker.chain is not chain
        and not (before.speaker.chain is None or _is_other(tree, before.speaker.words, before.speaker.chain, gender))
    ):
        return None
    return replace(_by_chain(tree, chain, link), reason=f"`{words.lower[place]}` after the one named before", score=0.7)


def _body_before(tree: Tree, place: int) -> Speaker | None:
    """`it` that speaks, with no chain: the body that is the one subject in the nearest sentence before that has any."""
    words = tree.words
    if words.lower[place] not in tree.rules["thing_pronouns"] or words.dep[place] not in SUBJECTS or words.quotation[place]:
        return None
    start, end = tree.sentence(place)[0], place
    for _ in range(NEAR + 1):
        subjects = [at for at in range(start, end) if words.dep[at] in SUBJECTS and not words.quotation[at]]
        if subjects:
            bodies = [(chain, link) for chain, link in tree.links.get(subjects[0], ()) if chain.label == "ORG" and chain.name is not None]
            if len(subjects) > 1 or len(bodies) != 1:
                return None
            return replace(
                _by_chain(tree, *bodies[0]), reason=f"`{words.lower[place]}` after the body that was the subject before", score=0.7
            )
        if not start:
            return None
        start, end = tree.sentence(start - 1)[0], start
    return None


def _in_a_sentence(tree: Tree, place: int) -> bool:
    """Whether the words around it end as a sentence does, as no headline or caption mostly does."""
    last = tree.sentence(place)[1] - 1
    while last > place and tree.words.pos[last] == "SPACE":
        last -= 1
    return tree.words.text[last] in SENTENCE_ENDS


def _somebody_else(tree: Tree, at: int, chain: Chain) -> bool:
    """A person's name, or somebody new who is the subject of a sentence: `A clerk was waiting`."""
    if any(link.kind == "name" and each.label == "PER" and each is not chain for each, link in tree.links.get(at, ())):
        return True
    words = tree.words
    new = words.pos[at] == "NOUN" and words.dep[at] in SUBJECTS and tree.is_(at, "roles")
    return new and any(words.dep[child] == "det" and not tree.is_(child, "definite") for child in tree.children[at])


def _unrivalled(tree: Tree, place: int, says: Speaker, gender: str, before: Spoke | None) -> Speaker | None:
    """Whom a pronoun means, where nobody named beside them or since fits it as well: another part of the same subject, or the subject of a later sentence.

    One who is no subject, where the pronoun is, has a rival in everybody, and in who spoke before. A pronoun that goes back to another one is as sure as both.
    """
    words = tree.words
    if says.chain is None or (back := _named_at(says.chain, place)) is None:
        return says
    meant, score = back
    if score >= SURE:
        return says
    parallel = words.dep[meant] in SUBJECTS or words.dep[place] not in SUBJECTS
    first = bisect_left(tree.names, tree.sentence(meant)[0], key=lambda each: each[1].start)
    for chain, name in tree.names[first : bisect_left(tree.names, place, key=lambda each: each[1].start)]:
        if chain is says.chain or chain.label != "PER" or words.quotation[name.head] or chain.name is None:
            continue
        if _is_other(tree, chain.name, chain, gender):
            continue
        beside = any(words.head[a] == b and words.dep[a] == "conj" for a, b in ((meant, name.head), (name.head, meant)))
        later = words.sentence[name.head] > words.sentence[meant] and words.dep[name.head] in SUBJECTS
        if beside or later or not parallel:
            return None
    spoke = before.speaker if before is not None else None
    rival = (
        spoke is not None
        and spoke.chain is not None
        and spoke.chain is not says.chain
        and not _is_other(tree, spoke.words, spoke.chain, gender)
    )
    return None if rival and not parallel else says


def _named_at(chain: Chain, place: int) -> tuple[int, float] | None:
    """Where the name or noun stands that a pronoun goes back to, by other pronouns or at once, and the least sure of the steps."""
    links = {(link.start, link.end): link for link in chain.links}
    link = next((each for each in chain.links if each.head == place), None)
    if link is None or link.antecedent is None:
        return None
    score = link.score
    while link.kind == "pronoun" and link.antecedent is not None:
        score = min(score, link.score)
        link = links[link.antecedent]
    return link.head, score


def _is_other(tree: Tree, name: Stretch, chain: Chain, gender: str) -> bool:
    """Whether the given name or the pronouns of a person tell that `he` (or `she`) is not for them."""
    other = GENDERS[gender == GENDERS[0]]
    if tree.words.lower[name[0]] in tree.rules[f"given_names.{other}"]:
        return True
    return any(link.kind == "pronoun" and tree.is_(link.start, f"{other}_pronouns") for link in chain.links)


# --- chains ---------------------------------------------------------------------------------------------------------------------


def _beside(tree: Tree, head: int, source: set[int]) -> list[tuple[Chain, ChainLink]]:
    """Names that are part of the head's own phrase, or in apposition to it; before it only a body's that the head says again (`the Harrow Post newspaper`)."""
    again = tree.lemma_is(head, "sources.companies", "sources.outlets", "sources.bodies", "speakers.again")
    return [
        (chain, link)
        for chain, link in _names_in(tree, source)
        if (link.head > head and _is_same_thing(tree, link.head, head))
        or (
            again and chain.label == "ORG" and tree.words.head[link.head] == head and tree.words.dep[link.head] in ("compound", "nmod:desc")
        )
    ]


def _names_in(tree: Tree, source: set[int]) -> list[tuple[Chain, ChainLink]]:
    return [each for place in sorted(source) for each in tree.links.get(place, ()) if each[1].kind == "name"]


def _closing_name(tree: Tree, head: int, source: set[int]) -> tuple[Chain, ChainLink] | None:
    """A person's name that ends the phrase up to a comma, title and name, whatever the tree says: `Harrow's mayor Tom Lund`, `the mayor of Harrow, Tom Lund`.

    A body's only where it is a second subject to the tree: `lock builder Harrow Gates`.
    """
    words = tree.words
    for chain, link in _names_in(tree, source):
        ends = link.end not in source or words.text[link.end] == ","
        apart = (
            link.start == min(source)
            or words.text[link.start - 1] == ","
            or not any(words.text[place] == "," for place in source if place < link.start)
        )
        if not ends or not apart or tree.under(link.head, "case", "cc") or words.dep[link.head] in ("nmod:poss", "conj"):
            continue
        second = words.dep[link.head] == words.dep[head] and words.head[link.head] == words.head[head]
        if chain.label == "PER" or (chain.label == "ORG" and (second or (link.start - 1 == head and words.pos[head] == "NOUN"))):
            return chain, link
    return None


def _is_same_thing(tree: Tree, place: int, head: int) -> bool:
    """Whether a name is a part of the head's own phrase or an apposition to it."""
    for _ in range(STEPS):
        if tree.words.dep[place] not in SAME_THING:
            return False
        place = tree.words.head[place]
        if place == head:
            return True
    return False


def _by_name(tree: Tree, chain: Chain, link: ChainLink) -> Speaker | None:
    """None where two people go by this last name, of whom the article speaks about as often; `O'Varro` is who `Kevin O’Varro` is.

    Given names that begin with one letter may be one person's (`Ken`, `Kenneth`). A last name that stands alone more often than with either means somebody.
    """
    if chain.label != "PER" or chain.name is None:
        return _by_chain(tree, chain, link)
    fuller = tree.fuller.get(tree.plain(chain.name), ())
    if not fuller:
        return _by_chain(tree, chain, link)
    weights: Counter[str] = Counter()
    for other in fuller[:NAMESAKES]:
        weights[tree.words.lower[other.name[0]][:1] if other.name else ""] += len(other.links)
    most = weights.most_common(2)
    if len(most) > 1 and RIVAL * most[1][1] >= most[0][1] >= len(chain.links):
        return None
    written, full = tree.words.lower[slice(*chain.name)], fuller[0].name
    if len(fuller) == 1 and full is not None and tree.words.lower[slice(*full)][-len(written) :] != written:
        return replace(_by_chain(tree, fuller[0], fuller[0].links[0]), reason="last name", score=link.score)
    return _by_chain(tree, chain, link)


def _by_chain(tree: Tree, chain: Chain, link: ChainLink) -> Speaker:
    assert chain.name is not None
    same = link.kind == "name" and link.end - link.start >= chain.name[1] - chain.name[0]
    reason = "named" if same else link.reason
    ruled = governed(tree, chain)
    meant = f"{reason}; a {ruled[1]} for its government" if ruled else reason
    return Speaker(chain.name, True, meant, link.score, chain, ruled[0] if ruled else None)


def _by_noun(tree: Tree, chain: Chain, link: ChainLink) -> Speaker | None:
    """By a chain without a name: the name in apposition to one of its nouns (`the head of the council, Tom Lund`, later `he`), else its first noun."""
    nouns = [each for each in chain.links if each.kind != "pronoun"]
    for each in nouns:
        for child in tree.under(each.head, "appos"):
            for other, name in tree.links.get(child, ()):
                if other.name and other.label == "PER":
                    beside = _by_chain(tree, other, name)
                    return replace(beside, reason=f"{link.reason}; apposition", score=min(link.score, beside.score))
    for each in nouns:
        if titled := _by_title(tree, each.head, set(range(each.start, each.end))):
            return replace(titled, reason=f"{link.reason}; {titled.reason}", score=min(link.score, titled.score))
    if not nouns:
        return None
    for each in nouns:
        if called := _unknown_name(tree, each.head, set(range(each.start, each.end))):
            return Speaker(called, True, link.reason, min(link.score, 0.7), chain)
    ruling = next((each for each in nouns if government_of(tree, each.head)), None)
    noun = ruling or nouns[0]
    told = "named by its country" if ruling else "never named"
    return Speaker((noun.start, noun.end), ruling is not None, f"{link.reason}; {told}", link.score, chain, government_of(tree, noun.head))


def _by_title(tree: Tree, head: int, source: set[int]) -> Speaker | None:
    """`the water minister`: the one person who is called so beside the name somewhere in the article."""
    words = tree.words
    determiners = tree.under(head, "det", "nmod:poss")
    definite = any(tree.is_(child, "definite") for child in determiners) or (not determiners and not _in_a_sentence(tree, head))
    if words.pos[head] not in ("NOUN", "PROPN") or not definite:  # headlines leave out `the`
        return None
    said = {words.lower[place] for place in source if place < head and words.pos[place] in ("NOUN", "PROPN", "ADJ")}
    called = [words.lower[head]]
    if tree.is_(head, "speakers.leaders"):  # `the Harrish leader`: its president
        called += tree.rules["speakers.heads_of_state"]
    fitting = {id(chain): (chain, link) for word in called for chain, link, title in tree.titles.get(word, ()) if said <= title}
    if len(fitting) != 1:
        return None
    ((chain, link),) = fitting.values()
    return replace(_by_chain(tree, chain, link), reason="the one who is called so", score=0.9)


def antecedent(tree: Tree, pronoun: int) -> int | None:
    """The noun that a relative pronoun stands for."""
    words = tree.words
    place = pronoun
    for _ in range(STEPS):
        up = words.head[place]
        if words.dep[place] in RELATIVE:
            return up if words.pos[up] in ("NOUN", "PROPN", "PRON") and up < pronoun else None
        if up == place:
            return None
        place = up
    return None


def _body_of(tree: Tree, word: str, outer: Found | None, says: Speaker | None) -> Speaker | None:
    """`we`: the body that speaks, or the one body by whose name its speaker is described."""
    if outer is None or says is None:
        return None
    if says.chain is not None and says.chain.label in ("ORG", "LOC"):
        return replace(says, reason=f"`{word}` in what it says")
    bodies = {
        id(chain): (chain, link) for chain, link in _names_in(tree, set(outer.source)) if chain.label == "ORG" and chain is not says.chain
    }
    if len(bodies) != 1:
        return None
    ((chain, link),) = bodies.values()
    return replace(_by_chain(tree, chain, link), reason=f"`{word}`: whom the speaker is said to belong to", score=0.8)


# --- governments ----------------------------------------------------------------------------------------------------------------


def governed(tree: Tree, chain: Chain) -> tuple[str, str] | None:
    """The country whose government a name stands for when it speaks, and what the name is to it: `capital`, `country`, `people`, `seat`."""
    if chain.name is None or chain.label == "PER":
        return None
    return tree.governments.get(tuple(tree.words.lower[place] for place in range(*chain.name) if tree.words.pos[place] != "SPACE"))


def government_of(tree: Tree, head: int) -> str | None:
    """The country of `the Harrish government`, `Harrow's foreign ministry`: the place or people that a body of state is named by."""
    if not tree.lemma_is(head, "speakers.of_state"):
        return None
    for child in tree.children[head]:
        for chain, link in tree.links.get(child, ()):
            if link.head < head and (found := governed(tree, chain)):
                return found[0]
    return None
