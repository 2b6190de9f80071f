"""To whom and on what occasion something was said, from the tree around a cue."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.extract.tree import Found, Stretch, Tree, is_document

# Relations of a phrase with a preposition, or of a bare one that tells when.
OBLIQUE = ("obl", "nmod", "obl:unmarked", "nmod:unmarked", "obl:tmod", "obl:npmod")
BARE = frozenset(("obl:unmarked", "nmod:unmarked", "obl:tmod", "obl:npmod"))
# Relations by which a second verb of one subject hangs on the first, whose circumstances it shares: "rose in the hall and said", "..., saying".
JOINED = frozenset(("conj", "parataxis", "advcl"))


def addressee(tree: Tree, found: Found) -> Stretch | None:
    """Who is told, without the preposition before it; None where nobody is named."""
    used = {*found.source, *found.cue, *found.content}
    hearers = (_whole(tree, place, used) for place in _hearers(tree, found) if place not in used)
    return next((hearer for hearer in hearers if hearer), None)


def occasion(tree: Tree, found: Found) -> Stretch | None:
    """Where, when, at what event or in what medium something was said: phrases side by side are one."""
    if found.sort != "said":
        return None
    used = {*found.source, *found.cue, *found.content}
    stretches = sorted(
        {each for place in _occasions(tree, found) if place not in used and (each := _around(tree, place, set(tree.below(place)) - used))}
    )
    return _joined(tree, stretches)


# --- to whom --------------------------------------------------------------------------------------------------------------------


def bearers(tree: Tree, found: Found) -> list[int]:
    """The words of a cue that something can hang on, the head first."""
    return [found.head, *(place for place in found.cue if place != found.head and tree.words.pos[place] in ("VERB", "NOUN", "ADJ"))]


def _hearers(tree: Tree, found: Found) -> Iterator[int]:
    """Words that may be the head of whom is told, the surest first."""
    carriers = bearers(tree, found)
    for place in carriers:
        yield from _objects(tree, place, clause=bool(found.content))
    for place in carriers:
        yield from _led(tree, place)
    if found.content:
        yield from _led(tree, tree.head(found.content))
    for place in carriers:
        for other in _beside(tree, place):
            yield from _led(tree, other)
        if tree.words.dep[place] == "xcomp" and tree.lemma_is(tree.words.head[place], "addressee.telling"):
            yield from tree.under(tree.words.head[place], "obj")


def _objects(tree: Tree, place: int, *, clause: bool) -> Iterator[int]:
    """`told reporters`, `reporters were told`; `asked reporters` only where something else is asked."""
    yield from tree.under(place, "iobj")
    if tree.lemma_is(place, "addressee.telling") and (clause or not tree.lemma_is(place, "addressee.asking")):
        yield from tree.under(place, "obj", "nsubj:pass")


def _led(tree: Tree, place: int) -> Iterator[int]:
    """`to reporters`, `with reporters` under a word."""
    for child in tree.under(place, "obl", "nmod"):
        if _led_by(tree, child, "addressee.prepositions") and _may_hear(tree, place, child):
            yield child


def _beside(tree: Tree, place: int) -> Iterator[int]:
    """Words whose hearers are those of the cue: "Speaking to", "in remarks to", "in an interview with"."""
    for child in tree.under(place, "advcl"):
        if tree.lemma_is(child, "occasion.speaking"):
            yield child
    for child in tree.under(place, "obl"):
        if tree.lemma_is(child, "addressee.messages", "addressee.talking"):
            yield child


def _led_by(tree: Tree, place: int, *lists: str) -> bool:
    """Whether one of these prepositions leads a phrase."""
    return any(tree.is_(case, *lists) for case in tree.under(place, "case"))


def _may_hear(tree: Tree, verb: int, place: int) -> bool:
    """Whether what a preposition leads to is somebody: "to" a person or body, "with" the other side of a talk."""
    words = tree.words
    case = next((words.lower[i] for i in tree.under(place, "case") if tree.is_(i, "addressee.prepositions")), "")
    if case == "with":
        return (
            tree.lemma_is(verb, "addressee.talking")
            and words.pos[place] in ("NOUN", "PROPN", "PRON")
            and not tree.is_(place, "relative_pronouns")
        )
    if words.pos[place] == "PRON":
        return tree.is_(place, "object_pronouns", "sources.many", "sources.unnamed") and not tree.is_(place, "thing_pronouns")
    if is_document(tree, place):
        return False
    return bool(tree.links.get(place)) or tree.is_(place, "roles", "audience", "collectives", "outlets", "outlet_nouns", "addressee.people")


def _whole(tree: Tree, place: int, used: set[int]) -> Stretch | None:
    """The phrase around its head, without the preposition that leads it, up to what belongs to another part."""
    lead = {child for child in tree.under(place, "case", "mark", "cc") if child < place}
    return _around(tree, place, set(tree.below(place)) - used - lead)


def _around(tree: Tree, place: int, inside: set[int]) -> Stretch | None:
    """The unbroken stretch of these words that a word stands in."""
    if place not in inside:
        return None
    start = end = place
    while start - 1 in inside or (start > 1 and tree.words.pos[start - 1] == "SPACE" and start - 2 in inside):
        start -= 1
    while end + 1 in inside:
        end += 1
    return tree.trimmed(start, end + 1)


# --- on what occasion -----------------------------------------------------------------------------------------------------------


def _occasions(tree: Tree, found: Found) -> Iterator[int]:
    """Heads of phrases that tell when, where, in what medium: at the cue, at a clause beside it (`Speaking in the hall`), or astray at the content or the source."""
    words = tree.words
    for place in bearers(tree, found):
        yield from (child for child in tree.children[place] if _tells(tree, child))
        for child in tree.under(place, "advcl", "ccomp", "parataxis"):
            if tree.lemma_is(child, "occasion.speaking") and words.lower[child].endswith("ing") and child not in found.content:
                yield from (each for each in tree.children[child] if _tells(tree, each) and not _led_by(tree, each, "occasion.topical"))
            if tree.lemma_is(child, "occasion.answering") and words.lower[child].endswith("ing"):
                yield child
    for place in (*found.content, *found.source):
        yield from (child for child in tree.under(place, *OBLIQUE) if child not in found.cue and _tells(tree, child))
    up = words.head[found.head]
    if (
        words.dep[found.head] in JOINED
        and up != found.head
        and up not in found.content
        and words.pos[up] == "VERB"
        and not tree.under(found.head, "nsubj", "nsubj:pass")
    ):
        yield from (child for child in tree.children[up] if child < found.head and _tells(tree, child))


def _tells(tree: Tree, place: int) -> bool:
    words = tree.words
    relation = words.dep[place]
    if relation in OBLIQUE:
        return _is_occasion(tree, place)
    if relation == "advmod":
        return tree.is_(place, "occasion.adverbs")
    return relation == "advcl" and _is_after(tree, place)


def _is_occasion(tree: Tree, place: int) -> bool:
    """`on Friday`, `in Harrow`, `at a conference`; not `each week`, not a person."""
    words = tree.words
    children = tree.children[place]
    if any(tree.is_(child, "occasion.repeated") for child in children):
        return False
    month = any(tree.is_(child, "months") for child in children)
    time = (
        month
        or tree.lemma_is(place, "occasion.times")
        or tree.is_(place, "occasion.times", "days", "months")
        or _is_year(words.text[place])
    )
    if words.dep[place] in BARE and not tree.under(place, "case"):
        return time
    if not _led_by(tree, place, "occasion.prepositions") or tree.lemma_is(place, "occasion.manner"):
        return False
    labels = {chain.label for chain, _ in tree.links.get(place, ())}
    return (
        time
        or tree.lemma_is(place, "occasion.nouns")
        or (
            _led_by(tree, place, "occasion.places")
            and words.pos[place] == "PROPN"
            and labels.isdisjoint(("PER", "MISC") if _led_by(tree, place, "occasion.within") else ("PER",))
        )
    )


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit() and word[:2] in ("18", "19", "20", "21")


def _is_after(tree: Tree, place: int) -> bool:
    """A clause without a subject that tells the occasion: `after opening the lock`."""
    words = tree.words
    marked = any(tree.is_(mark, "occasion.clauses") for mark in tree.under(place, "mark", "case"))
    return marked and words.lower[place].endswith("ing") and not tree.under(place, "nsubj", "nsubj:pass")


def _joined(tree: Tree, stretches: list[Stretch]) -> Stretch | None:
    """Neighbours as one; of several the longest, the first of equals."""
    made: list[Stretch] = []
    for start, end in stretches:
        if made and start <= made[-1][1] + 1 and (start <= made[-1][1] or tree.words.text[made[-1][1]] == ","):
            made[-1] = (made[-1][0], max(made[-1][1], end))
        else:
            made.append((start, end))
    return max(made, key=lambda each: (each[1] - each[0], -each[0]), default=None)
