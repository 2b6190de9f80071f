"""Where what is said ends: with no part of a word, no word that only leads on to what is left out, and before a second report in the same sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from firsthand.extract.tree import Found
from firsthand.extract.view import View
from firsthand.model import Words

HYPHENS = frozenset(("-", "‐", "‑"))
PARTS = frozenset(("compound", "amod", "det", "nummod", "flat"))
# What leads on to a word after it, by its part of speech and its relation to that word.
LEADING = frozenset(("ADP", "SCONJ", "CCONJ", "AUX", "DET", "PART", "PRON"))
LEADS = frozenset(("case", "mark", "cc", "aux", "aux:pass", "cop", "det", "nsubj", "nsubj:pass", "obj"))
LOOSE = frozenset(("advcl", "conj", "xcomp", "parataxis", "ccomp", "acl"))
CONTRAST = frozenset(("while", "whereas"))
# Words, at most, by which what is said grows at its end, and by which it is cut back.
FAR, BACK = 40, 4


def ended(words: Words, view: View, found: Sequence[Found]) -> list[Found]:
    """In their order."""
    parted = _second_reports(words, view, found)
    children = _children(words)
    heads = frozenset(each.head for each in parted)
    return [_whole(words, view, each, children, heads) for each in parted]


def _children(words: Words) -> list[list[int]]:
    made: list[list[int]] = [[] for _ in words.head]
    for place, head in enumerate(words.head):
        if head != place:
            made[head].append(place)
    return made


# --- no part of a word, nothing that leads on ---------------------------------------------------------------------------------------


def _whole(words: Words, view: View, found: Found, children: list[list[int]], heads: frozenset[int]) -> Found:
    found = _with_name(words, found)
    if not found.content:
        return found
    content, taken = set(found.content), {*found.cue, *found.source}
    while (before := _joined(words, min(content), -1, taken)) is not None:
        content.update((before, min(content) - 1))
    grown = found.content[-1]
    while (after := _joined(words, grown, 1, taken)) is not None:
        content.update((grown + 1, after))
        grown = after
    if grown != found.content[-1] and words.dep[grown] in PARTS and grown < words.head[grown] <= grown + BACK:
        between = range(grown + 1, words.head[grown] + 1)
        if not taken.intersection(between):
            content.update(between)
    last = max(content)
    if _leads_on(words, view, last, taken):
        more = _led_to(words, last, children, taken, heads)
        content = content.union(more) if more else _cut_back(words, view, content)
    return replace(found, content=tuple(sorted(content))) if content != set(found.content) else found


def _with_name(words: Words, found: Found) -> Found:
    """`Varro, R-Harrow, who led the board`: a source that begins with what is told of a name takes the name in."""
    if not found.source:
        return found
    first = found.source[0]
    name = words.head[first]
    if words.dep[first] != "appos" or words.pos[name] != "PROPN" or not first - FAR < name < first or words.text[first - 1] != ",":
        return found
    start = name
    while (
        start
        and start - 1 not in found.cue
        and words.dep[start - 1] in ("flat", "compound", "det", "amod", "nmod:desc")
        and start - 1 <= words.head[start - 1] <= name
    ):
        start -= 1
    added = range(start, first)
    if any(place in found.cue or place in found.content for place in added) or words.sentence[start] != words.sentence[first]:
        return found
    return replace(found, source=(*added, *found.source))


def _joined(words: Words, place: int, step: int, taken: set[int]) -> int | None:
    """The word that a hyphen joins to this one: `river|-based`."""
    hyphen, other = place + step, place + 2 * step
    if not 0 <= other < len(words.text) or words.text[hyphen] not in HYPHENS or hyphen in taken or other in taken:
        return None
    first, last = sorted((place, other))
    close = words.end[first] == words.start[hyphen] and words.end[hyphen] == words.start[last]
    return other if close and words.quotation[other] == words.quotation[place] and words.text[other][:1].isalnum() else None


def _leads_on(words: Words, view: View, last: int, taken: set[int]) -> bool:
    """Whether a word belongs to one that comes after it in the sentence and is left out."""
    after = last + 1
    if words.quotation[last] or after >= len(words.text) or words.sentence[after] != words.sentence[last]:
        return False
    if words.pos[after] in ("PUNCT", "SPACE") or words.quotation[after]:
        return False
    leads = words.pos[last] in LEADING and words.dep[last] in LEADS and words.head[last] > last
    return leads and (words.pos[last] != "PRON" or words.lower[last] in view.rules["relative_pronouns"])


def _led_to(words: Words, last: int, children: list[list[int]], taken: set[int], heads: frozenset[int]) -> set[int]:
    """What the last word leads on to; none where that is a report of its own."""
    top = words.head[last]
    below: set[int] = set()
    todo = [top]
    while todo and len(below) <= FAR * FAR:
        place = todo.pop()
        below.add(place)
        todo += children[place]
    if heads & below and words.pos[top] in ("VERB", "AUX"):
        return set()
    more: set[int] = set()
    for place in range(last + 1, min(last + FAR, len(words.text))):
        if place not in below or place in taken or words.quotation[place] or words.pos[place] == "SPACE":
            break
        more.add(place)
    while more and words.pos[max(more)] == "PUNCT":
        more.discard(max(more))
    return more if top in more else set()


def _cut_back(words: Words, view: View, content: set[int]) -> set[int]:
    left = set(content)
    for _ in range(BACK):
        last = max(left)
        leads = words.pos[last] in LEADING and (words.pos[last] != "PRON" or words.lower[last] in view.rules["relative_pronouns"])
        if not (leads or words.pos[last] == "PUNCT") or len(left) < 2:
            break
        left.discard(last)
    return left


# --- a second report in the same sentence -------------------------------------------------------------------------------------------


def _second_reports(words: Words, view: View, found: Sequence[Found]) -> list[Found]:
    """`Varro said so, adding that`, `said so and promised that`, `said so, while a clerk said that`, `said so, according to Lund`: the second is nothing that the first says."""
    by_head = {each.head: each for each in found}
    made = {each.head: each for each in found}
    for each in found:
        own = made[each.head]
        place = next(
            (place for place in each.content if _after(words, each, place) and _begins(words, view, each, by_head.get(place), place)), None
        )
        if place is None:
            continue
        start = _opener(words, place if place not in by_head or not _contrasts(words, each, by_head[place]) else by_head[place].source[0])
        gone = {i for i in each.content if i >= start and words.sentence[i] == words.sentence[place]}
        left = _bare(words, set(each.content) - gone)
        if not left:
            continue
        made[each.head] = replace(own, content=left)
        second = by_head.get(place)
        if second is not None and words.dep[place] == "conj" and start > each.head and set(second.source) <= set(each.content):
            made[place] = replace(made[place], source=each.source)
    return [made[each.head] for each in found]


def _after(words: Words, each: Found, place: int) -> bool:
    """Whether a word of what is said stands after the cue in its sentence, past the first words and outside quotation marks."""
    return (
        place > each.head
        and place > each.content[0] + 1
        and words.sentence[place] == words.sentence[each.head]
        and not words.quotation[place]
    )


def _begins(words: Words, view: View, each: Found, second: Found | None, place: int) -> bool:
    if second is not None and second is not each:
        same = not second.source or second.source == each.source
        if same and _participle(words, view, place):
            return True
        if second.source == each.source and _and_did(words, view, place):
            return True
        if _contrasts(words, each, second):
            return True
    return _according(words, view, each, place) or (
        _and_did(words, view, place) and _out_of_tense(words, view, each, place, reports=second is not None)
    )


def _participle(words: Words, view: View, place: int) -> bool:
    """`, adding that`"""
    verb = view.rules.verbs.get(words.lower[place])
    return verb is not None and verb.kind == "speech" and "ing" in verb.forms and words.text[place - 1] == "," and words.dep[place] in LOOSE


def _and_did(words: Words, view: View, place: int) -> bool:
    """`and promised`, `but still declined`: a finite verb that shares its subject."""
    if (
        words.pos[place] != "VERB"
        or words.dep[place] != "conj"
        or words.lower[place] == words.lemma[place]
        or words.lower[place].endswith("ing")
    ):
        return False
    at = place - 1
    while at > 0 and words.pos[at] == "ADV":
        at -= 1
    return words.pos[at] == "CCONJ"


def _out_of_tense(words: Words, view: View, each: Found, place: int, *, reports: bool) -> bool:
    """`said that she should wait but declined`: a past like the cue, joined to a verb that is none."""
    verb, first = view.rules.verbs.get(words.lower[place]), words.head[place]
    past = words.lower[place].endswith("ed") if verb is None else verb.kind != "weak" and "past" in verb.forms
    if not past or (verb is None and not reports) or first not in each.content:
        return False
    cue = view.rules.verbs.get(words.lower[each.head])
    bare = (words.pos[first] in ("VERB", "AUX") and words.lower[first] == words.lemma[first]) or any(
        words.head[i] == first and words.dep[i] == "aux" and words.lower[i] in view.rules["times.modal_past"]
        for i in range(max(first - BACK, 0), first)
    )
    return bare and cue is not None and "past" in cue.forms


def _contrasts(words: Words, each: Found, second: Found) -> bool:
    """`, while a clerk said`"""
    if not second.source or second.source[0] < 2 or set(second.source) & set(each.source) or words.pos[second.source[-1]] == "PRON":
        return False
    opener = second.source[0] - 1
    return (
        words.lower[opener] in CONTRAST and words.text[opener - 1] == "," and second.source[-1] < second.head and second.sort == each.sort
    )


def _according(words: Words, view: View, each: Found, place: int) -> bool:
    """`, according to Lund` at the end of what is said."""
    if words.text[place - 1] != "," or tuple(words.lower[place : place + 2]) not in view.rules.phrases["according"]:
        return False
    rest = [i for i in each.content if i > place and words.sentence[i] == words.sentence[place]]
    return not any(words.text[i] == "," or words.quotation[i] for i in range(place, (rest or [place])[-1]))


def _opener(words: Words, place: int) -> int:
    """Where the clause of a second report begins: its `and`, its `while`, or itself."""
    at = place
    while at > 0 and words.pos[at - 1] in ("ADV", "CCONJ", "SCONJ") and words.lower[at - 1] != "that":
        at -= 1
    return at


def _bare(words: Words, left: Iterable[int]) -> tuple[int, ...]:
    made = sorted(left)
    while made and words.pos[made[-1]] in ("PUNCT", "SPACE") and not words.quotation[made[-1]]:
        made.pop()
    return tuple(made)
