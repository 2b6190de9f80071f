"""When something was said: the time words that hang on a cue, or on what beside it tells the occasion (`in a statement on Thursday`)."""

from __future__ import annotations

from collections.abc import Iterator

from firsthand.extract.circumstances import JOINED, OBLIQUE, bearers
from firsthand.extract.time_phrases import TimePhrases
from firsthand.extract.tree import Found, Stretch, Tree, is_document

# Relations by which a date hangs on a noun: `on Thursday`, `the Thursday briefing`, `Thursday's interview`, `a 2031 interview`.
OF_NOUN = ("nmod", "nmod:unmarked", "nmod:tmod", "nmod:poss", "compound", "nummod", "obl", "obl:unmarked")


def said_when(tree: Tree, times: TimePhrases, found: Found) -> Stretch | None:
    """None where the words beside the cue tell no time; a time inside the content is never it."""
    if found.sort != "said":
        return None
    used = {*found.source, *found.cue, *found.content}
    for place in _places(tree, times, found):
        if place not in used and (stretch := times.phrase(place, set(tree.below(place)) - used)):
            return stretch
    return None


def _places(tree: Tree, times: TimePhrases, found: Found) -> Iterator[int]:
    """Heads of dates, the surest first."""
    words = tree.words
    carriers = bearers(tree, found)
    for place in carriers:
        yield from _under(tree, times, place)
    beside = [
        child
        for place in carriers
        for child in tree.under(place, "advcl", "ccomp", "parataxis")
        if tree.lemma_is(child, "occasion.speaking") and words.lower[child].endswith("ing") and child not in found.content
    ]
    for place in beside:
        yield from _under(tree, times, place)
    for place in (*carriers, *beside):
        for child in tree.under(place, *OBLIQUE):
            if tree.lemma_is(child, "occasion.nouns") and _leads(tree, times, child):
                yield from _of_noun(tree, times, child)
    for place in found.source:
        if words.pos[place] == "NOUN" and is_document(tree, place):
            yield from _issued(tree, times, place)
    up = words.head[found.head]
    if words.pos[found.head] not in ("VERB", "AUX") or tree.is_(found.head, "times.no_act"):
        return  # `In 2031, according to Lund, the lock broke`: the date is of what is said
    shares = words.dep[found.head] in JOINED and up != found.head and words.pos[up] == "VERB"
    if shares and up not in found.content and not tree.under(found.head, "nsubj", "nsubj:pass"):
        yield from (place for place in _under(tree, times, up) if place < found.head)
    yield from _astray(tree, times, found)


def _under(tree: Tree, times: TimePhrases, place: int) -> Iterator[int]:
    """`said on Thursday`, `said yesterday`, `said two days ago`."""
    for child in tree.children[place]:
        if tree.words.dep[child] in (*OBLIQUE, "advmod") and times.is_time(child) and _leads(tree, times, child):
            as_recently = [each for each in tree.under(child, "obl") if times.is_time(each) and tree.words.dep[child] == "advmod"]
            yield from as_recently or [child]  # `as recently as last week`


def _leads(tree: Tree, times: TimePhrases, place: int) -> bool:
    """Whether no preposition leads it, or one that tells when, and it is none that comes again."""
    cases = times.case(place)
    if any(tree.is_(child, "occasion.repeated") for child in tree.children[place]):
        return False
    return all(tree.is_(case, "times.at") for case in cases)


def _of_noun(tree: Tree, times: TimePhrases, place: int) -> Iterator[int]:
    yield from (child for child in tree.under(place, *OF_NOUN) if times.is_time(child) and _leads(tree, times, child))
    yield from _issued(tree, times, place)


def _issued(tree: Tree, times: TimePhrases, place: int) -> Iterator[int]:
    """`a statement released on Thursday`."""
    for child in tree.under(place, "acl"):
        if tree.lemma_is(child, "times.issued"):
            yield from _under(tree, times, child)


def _astray(tree: Tree, times: TimePhrases, found: Found) -> Iterator[int]:
    """Beside the cue, but hung on what is said: `On Thursday, Varro said gates hold`, `said Thursday gates hold`."""
    used = {*found.source, *found.cue}
    marks = {place for place, text in enumerate(tree.words.text[: max(used, default=0) + 2]) if text == ","} if used else set()
    start, _ = tree.sentence(found.head)
    for head in found.content:
        for place in tree.under(head, *OBLIQUE, "advmod"):
            if place in found.content or not times.is_time(place) or not _leads(tree, times, place):
                continue
            whole = tree.below(place)
            first, last = whole[0], whole[-1]
            after = last + 1 + (last + 1 in marks)
            before = first - 1
            if before in used or (after in used and (first == start or first - 1 in marks)):
                yield place
