"""What the words of a source tell of it: what kind it is, how it is described, why it is not named."""

from __future__ import annotations

from firsthand.extract.speakers import Speaker, antecedent
from firsthand.extract.tree import Found, Stretch, Tree, is_document, is_outlet
from firsthand.model import SourceClass

# Words, at most, of a title without an office.
ONLY_TITLE = 3


# --- source class -----------------------------------------------------------------------------------------------------------------


def source_class(tree: Tree, found: Found, speaker: Speaker | None, anonymity: Stretch | None) -> SourceClass | None:
    """By the name that the source's chain has, else by the noun that is its head; None where neither tells."""
    if speaker is not None and speaker.named:
        person = speaker.chain is not None and speaker.chain.label == "PER"
        if not person and is_outlet(tree, speaker.words):
            return "outlet"
        return "collective" if speaker.chain is not None and speaker.chain.label == "MISC" and _is_plural(tree, speaker.words) else "named"
    if not found.source:
        return None
    head = _noun_meant(tree, tree.head(found.source))
    if head is None:
        return None
    if tree.words.pos[head] == "PRON":
        return _of_pronoun(tree, head)
    if any(
        chain.name and chain.label in ("PER", "ORG")
        for place in _joined(tree, head, found)
        for chain, link in tree.links.get(place, ())
        if link.kind == "name"
    ):
        return "named"
    return _of_noun(tree, _first_called(tree, head), anonymous=anonymity is not None)


def _first_called(tree: Tree, head: int) -> int:
    """The noun by which the text first speaks of a source that it never names: `the official` is as unnamed as `a senior official` before."""
    chains = [chain for chain, link in tree.links.get(head, ()) if chain.name is None]
    return next((link.head for chain in chains for link in chain.links if link.kind == "noun" and link.head < head), head)


def _is_plural(tree: Tree, name: Stretch) -> bool:
    """`the Harrish`, `Democrats`: members of a people or a party."""
    words = tree.words
    last = name[1] - 1
    return (
        words.lower[last] != words.lemma[last]
        or words.lower[last].endswith("s")
        or tuple(words.lower[name[0] : name[1]]) in tree.governments
    )


def _noun_meant(tree: Tree, head: int) -> int | None:
    """The noun that a pronoun goes back to, the head itself where it is one; None: nothing is known of the pronoun."""
    words = tree.words
    if words.pos[head] != "PRON":
        return head
    if words.lower[head] in tree.rules["relative_pronouns"] and (back := antecedent(tree, head)) is not None:
        return _noun_meant(tree, back) if back != head else None
    for chain, _ in tree.links.get(head, ()):
        if noun := next((link.head for link in chain.links if link.kind != "pronoun" and words.pos[link.head] != "PRON"), None):
            return noun
    return head if tree.is_(head, "sources.unnamed", "sources.many") or words.lower[head] == "they" else None


def _joined(tree: Tree, head: int, found: Found) -> list[int]:
    """The head with its own conjuncts: `Varro and Lund`."""
    return [head, *(child for child in tree.under(head, "conj") if child in found.source)]


def _of_pronoun(tree: Tree, place: int) -> SourceClass | None:
    if tree.is_(place, "sources.unnamed"):
        return "anonymous"
    return "collective" if tree.is_(place, "sources.many", "plural_pronouns") else None


def _of_noun(tree: Tree, head: int, *, anonymous: bool) -> SourceClass | None:
    """By the head noun, its number and its determiner."""
    if tree.is_(head, "outlet_nouns", "outlets") or tree.lemma_is(head, "sources.outlets") or _of_outlets(tree, head):
        return "outlet"
    if is_document(tree, head):
        return "document"
    return _of_several(tree, head, anonymous=anonymous) or _of_one(tree, head, anonymous=anonymous)


def _of_several(tree: Tree, head: int, *, anonymous: bool) -> SourceClass | None:
    """`every farmer`, `farmers`, `the public`; officials are people whom somebody does not name."""
    words = tree.words
    plural = words.lower[head] != words.lemma[head] and words.pos[head] in ("NOUN", "PROPN")
    if any(tree.is_(child, "sources.every") for child in tree.children[head]):
        return "collective"
    if not plural and not tree.is_(head, "sources.many") and not tree.lemma_is(head, "sources.groups"):
        return None
    return "anonymous" if anonymous or tree.lemma_is(head, "sources.officials") else "collective"


def _of_one(tree: Tree, head: int, *, anonymous: bool) -> SourceClass | None:
    """`the minister`, `a spokeswoman` by role; `an expert`, `one of them` by nothing; a body by its own name or its country's."""
    words = tree.words
    definite = any(tree.is_(child, "definite") or words.dep[child] == "nmod:poss" for child in tree.children[head])
    if anonymous or words.lower[head] in ("one", "another") or tree.lemma_is(head, "sources.unnamed"):
        return "anonymous"
    if tree.lemma_is(head, "sources.companies"):
        return "named" if definite else None
    if tree.lemma_is(head, "sources.bodies", "collectives"):
        return "named" if _of_country(tree, head) else "role"
    if tree.is_(head, "roles") or tree.lemma_is(head, "roles", "sources.officials"):
        return "role" if definite or tree.lemma_is(head, "sources.spokespeople") or words.pos[head] == "PROPN" else "anonymous"
    return "named" if words.pos[head] == "PROPN" else None


def _of_outlets(tree: Tree, head: int) -> bool:
    """`press reports`, `Harrow Post article`: a writing with an outlet's noun or name before it."""
    return is_document(tree, head) and any(
        tree.is_(child, "sources.outlets", "outlets", "sources.newsy") for child in tree.under(head, "compound", "amod", "nmod:poss")
    )


def _of_country(tree: Tree, head: int) -> bool:
    """`the Harrish government`, `Harrow's parliament`: a body with a place's or a people's name is named."""
    return any(
        chain.label in ("LOC", "MISC", "ORG")
        for child in tree.children[head]
        for chain, link in tree.links.get(child, ())
        if link.head < head
    )


# --- descriptor -------------------------------------------------------------------------------------------------------------------


def descriptor(tree: Tree, found: Found, speaker: Speaker | None) -> Stretch | None:
    """The words beside the name of a person or a body in the source: what stands before it; what stands after it where only a title stands before."""
    name = _name_in(tree, found, speaker) if speaker is not None and speaker.named else None
    if name is None or speaker is None or speaker.chain is None or speaker.chain.label not in ("PER", "ORG"):
        return None
    before = _before(tree, min(found.source), name[0])
    after = _after(tree, name[1], max(found.source) + 1, person=speaker.chain.label == "PER")
    if before and after and _only_title(tree, before) and tree.words.pos[after[0]] in ("DET", "NOUN", "PROPN", "ADJ"):
        return after
    return before or after


def _name_in(tree: Tree, found: Found, speaker: Speaker) -> Stretch | None:
    """Where the source has the speaker's name, or a part of it."""
    inside = set(found.source)
    called = set(tree.words.lower[speaker.words[0] : speaker.words[1]])
    for place in found.source:
        for chain, link in tree.links.get(place, ()):
            if (
                link.kind == "name"
                and chain is speaker.chain
                and {link.start, link.end - 1} <= inside
                and tree.words.lower[link.end - 1] in called
            ):
                return link.start, link.end
    return None


def _before(tree: Tree, start: int, end: int) -> Stretch | None:
    """Title and office before the name; no possessor alone, no bare `Mr`."""
    words = tree.words
    found = tree.trimmed(start, end)
    if found is None or words.lower[found[1] - 1] in ("'s", "’s", "'", "’", "and"):
        return None
    says = any(
        words.pos[i] in ("NOUN", "PROPN", "VERB") and words.lower[i].rstrip(".") not in tree.rules["bare_titles"] for i in range(*found)
    )
    return found if says else None


def _only_title(tree: Tree, stretch: Stretch) -> bool:
    """Capitals only, three at most: `Staff Sgt`, `Emeritus Professor`."""
    return stretch[1] - stretch[0] <= ONLY_TITLE and all(
        tree.words.text[i][:1].isupper() for i in range(*stretch) if tree.words.pos[i] != "PUNCT"
    )


def _after(tree: Tree, start: int, end: int, *, person: bool) -> Stretch | None:
    """What follows the name: an apposition up to a relative clause, a relative clause; of a person `for` or `of` a body as well."""
    words = tree.words
    if start >= end:
        return None
    if words.text[start] == "(":
        start = next((i + 1 for i in range(start, end) if words.text[i] == ")"), end)
    found = tree.trimmed(start, end)
    if found is None or words.text[found[0]] in ("(", "'s", "’s"):
        return None
    apart = words.text[start] == ","
    start, end = found
    opens = words.pos[start] == "DET" or (apart and words.pos[start] in ("NOUN", "PROPN", "ADJ", "NUM"))
    opens = opens or tree.is_(start, "relative_pronouns", "description_starts") or (person and tree.is_(start, "sources.belonging"))
    if not opens or not any(words.pos[i] in ("NOUN", "PROPN", "NUM") for i in range(start, end)):
        return None
    cut = next((i for i in range(start + 1, end - 1) if words.text[i] == "," and tree.is_(i + 1, "relative_pronouns")), end)
    return start, cut


# --- anonymity --------------------------------------------------------------------------------------------------------------------


def anonymity(tree: Tree, found: Found) -> Stretch | None:
    """The words that say why a source is not named, with their clause: in the sentence of the cue or in the one after it."""
    start, end = tree.sentence(found.head)
    said = set(found.content)
    lower = tree.words.lower
    for place in range(start, end):
        if place in said:
            continue
        for phrase in tree.rules.phrases["anonymity"]:
            if lower[place] == phrase[0] and tuple(lower[place : place + len(phrase)]) == phrase:
                return _clause(tree, place, place + len(phrase), said)
    return None


def _clause(tree: Tree, start: int, end: int, said: set[int]) -> Stretch:
    """The phrase with all that hangs on it: `because he feared for his job`."""
    words = tree.words
    head = tree.head(range(start, end))
    inside = set(tree.below(head)) - said
    while start - 1 in inside and words.lower[start - 1] in ("who", "that", "because", "as", "since"):
        start -= 1
    while end in inside:
        end += 1
    return tree.trimmed(start, end) or (start, end)
