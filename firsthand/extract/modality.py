"""Whether an act of saying, believing or intending is denied, how sure it is, and on what condition; the same for a statement that nobody is quoted with.

Each answer comes with the words that show it (its trigger); the plain case (`positive`, `certain`) has none. What is asked is the words of
a cue and what hangs on them; for a statement its main verb takes the cue's place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from firsthand.extract.tree import Found, Group, Stretch, Tree

Polarity = Literal["positive", "negative", "denied"]
Certainty = Literal["certain", "uncertain", "future", "question"]
# Relations of the words that surround a verb in its own group.
GROUP = frozenset(("aux", "aux:pass", "advmod", "det", "mark", "cop", "cc", "cc:preconj", "compound:prt"))
# Relations by which a verb continues the one that it hangs on, so that an auxiliary there counts for both.
CONTINUES = frozenset(("xcomp", "conj"))


@dataclass(frozen=True, slots=True)
class Modality:
    """What is told of an act or a statement, with the trigger words of each."""

    polarity: Polarity
    polarity_words: Group
    certainty: Certainty
    certainty_words: Group
    condition: Stretch | None


def of_attribution(tree: Tree, found: Found, outer: Found | None) -> Modality:
    """`outer`: the attribution whose content holds this one."""
    polarity, polarity_words = polarity_of(tree, found)
    certainty, certainty_words = certainty_of(tree, found, outer)
    return Modality(polarity, polarity_words, certainty, certainty_words, condition_of(tree, found))


def of_statement(tree: Tree, group: Sequence[int]) -> Modality:
    """`group`: the words of a sentence of the outlet's own, or of the content of an attribution."""
    verb = tree.head(group)
    inside = set(group)
    negated = tuple(place for place in _around(tree, (verb,), inside) if _negates(tree, place))
    around = _around(tree, (verb,), inside)
    certainty, words = _asked(tree, verb, group[-1] + 2) or _hedged(tree, around) or _later(tree, verb, around, set()) or ("certain", ())
    return Modality("negative" if negated else "positive", negated, certainty, words, _condition_under(tree, verb, inside))


# --- polarity -------------------------------------------------------------------------------------------------------------------


def polarity_of(tree: Tree, found: Found) -> tuple[Polarity, Group]:
    """Negative: it was not said, not believed, not intended. Denied: the source says that the content is not so."""
    negated = _negations(tree, found)
    if denied := _denials(tree, found):
        if not negated:
            return "denied", denied
        if tree.words.pos[denied[0]] == "NOUN":
            return "positive", ()  # "no doubt that"
    negated = negated or _withheld(tree, found)
    return ("negative", negated) if negated else ("positive", ())


def _negations(tree: Tree, found: Found) -> Group:
    beside = _around(tree, found.cue or (found.head,), None, set(found.content))
    in_cue = [place for place in beside if _negates(tree, place)]
    return tuple(in_cue + [place for place in found.source if _nobody(tree, place)])


def _negates(tree: Tree, place: int) -> bool:
    """A negation that is not `not only`, `not just`; "yet" before an infinitive is one too, and "rather" before `than`."""
    words = tree.words
    after = words.lower[place + 1] if place + 1 < len(words.lower) else ""
    if tree.is_(place, "polarity.negations"):
        return after not in tree.rules["polarity.beyond"]
    return (words.lower[place] == "yet" and after == "to") or (words.lower[place] in ("rather", "instead") and after in ("than", "of"))


def _nobody(tree: Tree, place: int) -> bool:
    """A source that is nobody: "no one", "neither of them", "not even Varro"."""
    words = tree.words
    if tree.is_(place, "polarity.negative_sources"):
        return words.dep[place] in ("nsubj", "det", "cc:preconj", "advmod", "nsubj:pass") or words.pos[place] == "PRON"
    return words.lower[place] == "not" and words.dep[place] in ("advmod", "cc", "cc:preconj")


def _withheld(tree: Tree, found: Found) -> Group:
    """What is done instead: "declined to say", "unaware of", "failed to mention"."""
    places = [*found.cue]
    up = tree.words.head[found.head]
    if tree.words.dep[found.head] == "xcomp" and up not in found.content:
        places.append(up)
    return tuple(
        place
        for place in places
        if tree.lemma_is(place, "polarity.withholding", "polarity.unready") or tree.is_(place, "polarity.left_out")
    )


def _denials(tree: Tree, found: Found) -> Group:
    words = tree.words
    said = tree.head(found.content) if found.content else None
    noun = words.lemma[said] if said is not None and words.pos[said] == "NOUN" else ""
    for place in found.cue:
        if (
            tree.lemma_is(place, "polarity.denying")
            and words.pos[place] in ("VERB", "NOUN", "AUX")
            and noun not in tree.rules["polarity.granted"]
        ):
            return (place,)
        if tree.lemma_is(place, "polarity.denials"):
            return (place,)
        if (
            tree.lemma_is(place, "polarity.dismissing")
            and words.pos[place] == "VERB"
            and (noun in tree.rules["polarity.claims"] or _is_clause(tree, said))
        ):
            return (place,)
    return ()


def _is_clause(tree: Tree, place: int | None) -> bool:
    """A content with a subject and verb of its own: "that the gates were open"."""
    return place is not None and tree.words.pos[place] in ("VERB", "AUX") and bool(tree.under(place, "nsubj", "nsubj:pass", "expl"))


# --- certainty ------------------------------------------------------------------------------------------------------------------


def certainty_of(tree: Tree, found: Found, outer: Found | None) -> tuple[Certainty, Group]:
    """Question: it is asked or supposed whether; uncertain: the text hedges; future: it has not happened yet."""
    cue = found.cue or (found.head,)
    said = set(found.content)
    nested = (
        outer is not None
        and tree.words.sentence[outer.head] == tree.words.sentence[found.head]
        and _same_speech(tree, outer.head, found.head)
    )
    asked = _supposed(tree, found.head) or (None if nested else _asked(tree, found.head, len(tree.words.text)))
    if asked:
        return asked
    around = _around(tree, cue, None, said)
    hedged = _hedged(tree, around) or _hearsay(tree, found) or _seeming(tree, found, around)
    ordered = None if found.source else _ordered(tree, found.head)
    return hedged or _later(tree, found.head, around, said) or ordered or ("certain", ())


def _same_speech(tree: Tree, one: int, other: int) -> bool:
    return tree.words.quotation[one] == tree.words.quotation[other]


def _asked(tree: Tree, place: int, stop: int) -> tuple[Certainty, Group] | None:
    """In a question: its mark ends what is said here, and a question's order of words or its word (`what`) stands before the verb."""
    words = tree.words
    if words.dep[place] in ("advcl", "acl") or any(words.dep[up] == "advcl" for up in tree.above(place)):
        return None
    number, quotation = words.sentence[place], words.quotation[place]
    for at in range(place, min(stop, len(words.text))):
        if words.sentence[at] != number:
            break
        if words.text[at].startswith("?") and words.quotation[at] == quotation:
            return ("question", (at,)) if _is_inverted(tree, place, quotation) else None
    return None


def _is_inverted(tree: Tree, place: int, quotation: int) -> bool:
    """`Did she say`, `what does he want`, `you are saying ...?`."""
    words = tree.words
    start, _ = tree.sentence(place)
    before = [i for i in range(start, place + 1) if words.quotation[i] == quotation]
    if any(tree.is_(i, "certainty.question_words") for i in before):
        return True
    for verb in (place, *tree.above(place)):
        subjects = tree.under(verb, "nsubj", "nsubj:pass", "expl", "csubj")
        if any(words.lower[subject] == "you" for subject in subjects):
            return True
        if verb == place and words.dep[place] == "root" and not subjects and words.lower[place] == words.lemma[place]:
            return True
        if subjects and any(child < subjects[0] for child in tree.under(verb, "aux", "aux:pass", "cop")):
            return True
    return False


def _supposed(tree: Tree, place: int) -> tuple[Certainty, Group] | None:
    """In a clause that begins with `if` or `whether`."""
    words = tree.words
    for _ in range(3):
        for mark in tree.under(place, "mark", "advmod"):
            if tree.is_(mark, "certainty.questions") and words.lower[mark - 1] not in ("as", "even"):
                return "question", (mark,)
        if words.dep[place] not in CONTINUES or tree.under(place, "nsubj", "nsubj:pass"):
            return None
        place = words.head[place]
    return None


def _hedged(tree: Tree, around: Sequence[int]) -> tuple[Certainty, Group] | None:
    """`may have said`, `reportedly`, `alleged` before a noun; not `could not say`."""
    hedges = tuple(place for place in around if _hedges(tree, place))
    return ("uncertain", hedges) if hedges else None


def _hedges(tree: Tree, place: int) -> bool:
    words = tree.words
    after = words.lower[place + 1] if place + 1 < len(words.lower) else ""
    if tree.is_(place, "certainty.modals"):
        return words.pos[place] in ("AUX", "VERB") and not (words.lower[place] == "could" and tree.is_(place + 1, "not_words"))
    if words.lower[place] == "should":
        return after == "have"
    return tree.is_(place, "certainty.adverbs") or (tree.is_(place, "certainty.hearsay_adjectives") and words.dep[place] == "amod")


def _hearsay(tree: Tree, found: Found) -> tuple[Certainty, Group] | None:
    """Nobody vouches for it: `is said to be`, `is reported to have asked`, rumours."""
    words = tree.words
    for place in found.cue:
        if not found.source and tree.lemma_is(place, "certainty.hearsay_nouns") and words.pos[place] == "NOUN":
            return "uncertain", (place,)
        if not tree.lemma_is(place, "certainty.hearsay_verbs") or words.pos[place] != "VERB" or (found.source and place == found.head):
            continue
        passive = tuple(tree.under(place, "aux:pass"))
        if (
            passive
            and words.lower[place] != words.lemma[place]
            and any(_infinitive(tree, child) or words.pos[child] == "ADJ" for child in tree.under(place, "xcomp"))
        ):
            return "uncertain", (*passive, place)
    return None


def _infinitive(tree: Tree, place: int) -> bool:
    return any(tree.words.lower[mark] == "to" for mark in tree.under(place, "mark"))


def _seeming(tree: Tree, found: Found, around: Sequence[int]) -> tuple[Certainty, Group] | None:
    """`seemed to enjoy`; not `did not seem to`."""
    up = tree.words.head[found.head]
    places = [*found.cue, *([up] if tree.words.dep[found.head] == "xcomp" else [])]
    seems = tuple(place for place in places if tree.lemma_is(place, "certainty.seeming") and place not in found.content)
    return ("uncertain", seems) if seems and not any(_negates(tree, place) for place in around) else None


def _later(tree: Tree, place: int, around: Sequence[int], said: set[int]) -> tuple[Certainty, Group] | None:
    """Not yet: `will say`, `is to present`, `wants to explain`, `let us say`."""
    words = tree.words
    will = tuple(each for each in around if tree.is_(each, "certainty.future") and words.pos[each] == "AUX")
    if will:
        return "future", will
    for each in around:
        to = each + 1
        if to >= len(words.text) or words.lower[to] != "to" or to in said:
            continue
        if words.lower[each] in ("going", "about") and not any(words.lower[i] in ("was", "were") for i in around):
            return "future", (each,)
        if words.lower[each] in ("is", "are", "'s", "’s", "'re", "’re"):
            return "future", (each, to)
    return _awaited(tree, place)


def _awaited(tree: Tree, place: int) -> tuple[Certainty, Group] | None:
    """An infinitive under what is wanted or expected now, or under `let us`."""
    words = tree.words
    up = words.head[place]
    if up == place or words.dep[place] not in ("xcomp", "ccomp", "conj") or words.lower[place] != words.lemma[place]:
        return None
    if words.dep[place] == "conj":
        return _awaited(tree, up) if not tree.under(place, "nsubj", "aux") and words.lower[up] == words.lemma[up] else None
    if words.lower[up] in ("let", "lets") and any(
        words.lower[child] in ("us", "'s", "’s", "me") for child in tree.children[up] + tree.children[place]
    ):
        return "future", (up,)
    now = words.lower[up] != words.lemma[up] + "ed" and words.lower[up] not in ("was", "were")
    passive = any(words.lower[child] in ("is", "are", "being") for child in tree.under(up, "aux:pass"))
    if tree.lemma_is(up, "certainty.awaited") and _infinitive(tree, place) and (passive or (now and not tree.under(up, "aux:pass"))):
        return "future", (up,)
    return None


def _ordered(tree: Tree, place: int) -> tuple[Certainty, Group] | None:
    """An imperative: a bare verb without a subject that is the main one: `tell me how`."""
    words = tree.words
    plain = words.pos[place] == "VERB" and words.lower[place] == words.lemma[place] and words.dep[place] in ("root", "parataxis")
    bare = not tree.under(place, "nsubj", "nsubj:pass", "aux", "aux:pass", "mark", "expl", "csubj", "cop")
    return ("future", (place,)) if plain and bare and any(child > place for child in tree.children[place]) else None


# --- condition ------------------------------------------------------------------------------------------------------------------


def condition_of(tree: Tree, found: Found) -> Stretch | None:
    """The clause that says under what condition the content holds."""
    if not found.content:
        return None
    inside = set(found.content)
    return _condition_under(tree, tree.head(found.content), inside) or _condition_under(tree, found.head, None)


def _condition_under(tree: Tree, place: int, inside: set[int] | None) -> Stretch | None:
    """At a verb or at the verbs that complete it; a clause that is all of the content is no condition on it."""
    for verb in (place, *tree.under(place, "xcomp", "ccomp", "conj", "parataxis")):
        for child in tree.under(verb, "advcl", "obl"):
            whole = [at for at in tree.below(child) if tree.words.pos[at] != "PUNCT"]
            if inside is not None and (not inside.issuperset(whole) or len(whole) + 1 >= len(inside)):
                continue
            if whole and _conditional(tree, child, whole):
                return tree.stretch(whole)
        if inside is None:
            break
    return None


def _conditional(tree: Tree, child: int, whole: Sequence[int]) -> bool:
    words = tree.words
    first = whole[0]
    if tree.is_(first, "condition.before") and first + 1 in whole:
        first += 1
    if _opens(tree, first) or _opens(tree, whole[0]):
        return True
    if words.dep[child] != "advcl":
        return False
    if tree.is_(first, "condition.marks"):
        return words.head[first] == child and words.lower[first - 1] != "even" and words.lower[first + 1] != "only"
    subjects = tree.under(child, "nsubj", "nsubj:pass")
    return tree.is_(first, "condition.inverted") and words.dep[first] in ("aux", "cop") and bool(subjects) and subjects[0] > first


def _opens(tree: Tree, place: int) -> bool:
    """Whether a conjunction of several words begins here."""
    lower = tree.words.lower
    return any(tuple(lower[place : place + len(phrase)]) == phrase for phrase in tree.rules.phrases["condition.conjunctions"])


# --- parts ----------------------------------------------------------------------------------------------------------------------


def _around(tree: Tree, cue: Sequence[int], inside: set[int] | None, without: set[int] | None = None) -> Group:
    """The words of a cue with the auxiliaries, adverbs and negations that hang on them, in order."""
    found = set(cue)
    for place in cue:
        for child in tree.children[place]:
            if tree.words.dep[child] in GROUP:
                found.add(child)
    if inside is not None:
        found &= inside
    return tuple(sorted(found - (without or set())))
