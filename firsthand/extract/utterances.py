"""The network's proposals and the rules' drafts as one list of attributions, in words: one for each cue.

The rules read what stands beside quotation marks, and are right nearly always where they say anything; the network finds every other form. So of one cue the rules'
direct quotation stands, with the sort that the network gives it; everything else is the network's, and what only the rules found is added.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from firsthand.extract.carried import carried_on
from firsthand.extract.content import aside
from firsthand.extract.drafts import Draft
from firsthand.extract.ends import ended
from firsthand.extract.tree import Found, Group
from firsthand.extract.view import Stretch, View
from firsthand.extract.wording import Wording
from firsthand.model import Proposal, Span, Words

# Of two attributions whose words are so much the same, one is enough, if they are not two people's.
SAME = 0.8
# From this score on somebody else's words are told apart in a quotation.
SURE = 0.98
SINGLE = frozenset("‘'")


def utterances(wording: Wording, view: View, proposals: Sequence[Proposal], drafts: Sequence[Draft]) -> list[Found]:
    """In the order of their heads; no two have one cue."""
    proposed = (
        Found(each.head, each.cue, each.source, each.content, each.sort)
        for each in proposals
        if not _names(wording.words, view, each) and not _alone(wording.words, each)
    )
    joined = _Joined([_before_asides(wording, view, each) for each in proposed])
    for draft in drafts:
        read = _read(wording, view, draft)
        if read is not None:
            joined.take(read, direct=draft.form == "direct", relay=draft.relay)
    scores = {each.head: each.score for each in proposals}
    apart = ended(wording.words, view, _trailing(wording.words, _told_apart(wording.words, list(joined.kept()))))
    whole = carried_on(wording, view, apart)
    return sorted(_one_voice(wording, view, whole, scores), key=lambda each: (each.head, each.content))


class _Joined:
    """Attributions by the words of their cues, and by the first and last word of what is said: each draft is compared with few others."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.all: list[Found | None] = []
        self.by_cue: dict[int, int] = {}
        self.by_edge: dict[int, list[int]] = {}
        for each in found:
            self._add(each)

    def take(self, draft: Found, *, direct: bool, relay: bool) -> None:
        """One more of the rules; a relay says the words of another one and stands beside it."""
        same = {self.by_cue[place] for place in draft.cue if place in self.by_cue}
        for number in sorted(same):
            own = self.all[number]
            if own is not None and direct:
                self.all[number] = Found(own.head, draft.cue, draft.source, draft.content, own.sort)
        like = [number for number in self._like(draft) if number not in same]
        if direct:
            for number in like:
                other = self.all[number]
                if other is not None and not set(other.cue) & set(draft.content) and _one_speaker(other, draft):
                    self.all[number] = None
        if not same and (direct or relay or not like):
            self._add(draft)

    def kept(self) -> Iterator[Found]:
        return (each for each in self.all if each is not None)

    def _add(self, each: Found) -> None:
        number = len(self.all)
        self.all.append(each)
        self.by_cue.update(dict.fromkeys(each.cue, number))
        for place in {each.content[0], each.content[-1]} if each.content else ():
            self.by_edge.setdefault(place, []).append(number)

    def _like(self, draft: Found) -> list[int]:
        """Those that say nearly the same words; two that do have their first or last word in common, or nearly."""
        near = {
            number
            for edge in (draft.content[0], draft.content[-1])
            for place in range(edge - 2, edge + 3)
            for number in self.by_edge.get(place, ())
        }
        return [
            number for number in sorted(near) if (other := self.all[number]) is not None and overlap(other.content, draft.content) >= SAME
        ]


def overlap(one: Collection[int], other: Collection[int]) -> float:
    """The share of the longer content that both have."""
    return len(set(one) & set(other)) / max(len(one), len(other), 1)


def _one_speaker(one: Found, other: Found) -> bool:
    """Whether both may be one act of speech read twice; a source of its own tells of somebody who passes the words on."""
    return not one.source or not other.source or bool(set(one.source) & set(other.source))


def _trailing(words: Words, found: Sequence[Found]) -> list[Found]:
    """`Varro claimed that Lund had lied, saying so`: a participle after a comma tells more of what the one who is cited says, not of what is told there of another."""
    cues = {place: each for each in found for place in each.cue}
    made = []
    for each in found:
        verb = words.head[each.head]
        outer = cues.get(words.head[verb]) if words.dep[verb] == "ccomp" else None
        loose = (
            words.lower[each.head].endswith("ing")
            and words.dep[each.head] == "advcl"
            and verb < each.head
            and words.text[each.head - 1] == ","
        )
        inner = verb not in cues and any(words.head[place] == verb for place in each.source)
        made.append(replace(each, source=outer.source) if outer is not None and outer.source and loose and inner else each)
    return made


def _one_voice(wording: Wording, view: View, found: Sequence[Found], scores: Mapping[int, float]) -> Iterator[Found]:
    """In words that somebody is quoted with, what another one surely said is told apart; what the speaker thinks and says of that is all one: `"I think we said so"`."""
    words = wording.words
    holding: dict[int, Found] = {}
    for each in found:
        holding.update(
            {place: each for place in each.content if words.quotation[place] and words.quotation[place] != words.quotation[each.head]}
        )
    first = view.rules["speakers.singular"] | view.rules["speakers.plural"]
    for each in found:
        outer = holding.get(each.head)
        if outer is None:
            # `"I think so."` of nobody
            if not words.quotation[each.head] or {words.lower[place] for place in each.source} - first:
                yield each
        elif _quotes(words, each) or (_another(words, view, each, outer) and scores.get(each.head, 1.0) >= SURE):
            yield each


def _quotes(words: Words, each: Found) -> bool:
    """Whether it has words in marks of its own: `"I told her, 'No.'"`"""
    return each.sort == "said" and each.content[0] > 0 and words.text[each.content[0] - 1] in SINGLE


def _another(words: Words, view: View, inner: Found, outer: Found) -> bool:
    """Whether another than the one who is quoted is said to have said something."""
    own, above = ({words.lower[place] for place in each.source} for each in (inner, outer))
    first = view.rules["speakers.singular"] | view.rules["speakers.plural"]
    return inner.sort == "said" and bool(own) and not own & above and not own & first


# --- what the network proposes ----------------------------------------------------------------------------------------------------


def _names(words: Words, view: View, each: Proposal) -> bool:
    """`a plan called the "Long Lock"`: a thing by its name, and nobody who calls it so. What is known to be so is a clause, and no name."""
    head = each.head
    clause = any(
        words.dep[place] in ("nsubj", "nsubj:pass") and words.head[place] != head and not words.quotation[place] for place in each.content
    )
    if clause or words.lower[head] not in view.rules["quotations.term_cues"]:
        return False
    if words.dep[head].startswith("acl") and words.head[head] < head:
        return not each.source or words.head[head] in each.source
    passive = any(words.head[place] == head and words.dep[place] == "aux:pass" for place in each.cue)
    return passive and all(words.dep[place] == "nsubj:pass" for place in each.source if words.head[place] == head)


def _alone(words: Words, each: Proposal) -> bool:
    """A preposition alone, such as `regarding`: nobody says anything."""
    return not each.source and len(each.cue) == 1 and words.dep[each.head] in ("case", "mark")


def _before_asides(wording: Wording, view: View, each: Found) -> Found:
    """Without what the reporter says after the quotation that ends a report: `"...," language that ...`, `"..." Monday on the radio`."""
    words = wording.words
    quotations = (wording.quotation(place) for place in each.content)
    ends = {one.span.end for one in quotations if one is not None and one.closed and words.start[each.head] < one.span.start}
    asides = [view.span(found) for end in sorted(ends) if (found := aside(view, view.at(end))) is not None]
    left = [i for i in each.content if not any(span.start <= words.start[i] < span.end for span in asides)]
    return replace(each, content=_bare(words, left)) if len(left) < len(each.content) else each


# --- what the rules found ---------------------------------------------------------------------------------------------------------


def _read(wording: Wording, view: View, draft: Draft) -> Found | None:
    cue = _places(wording, view, draft.cue)
    content = _bare(wording.words, wording.places(draft.content))
    if not cue or not content:
        return None
    return Found(_head(wording, cue), cue, _places(wording, view, draft.source) if draft.source else (), content, draft.sort)


def _places(wording: Wording, view: View, stretch: Stretch) -> tuple[int, ...]:
    return wording.places((Span(view.tokens[stretch.start].start, view.tokens[stretch.end - 1].end),))


def _bare(words: Words, places: Sequence[int]) -> Group:
    """Without the marks at the borders of each piece, as the network has it; all of them where there is nothing else."""
    found = set(places)
    for step in (1, -1):
        for place in sorted(places, reverse=step < 0):
            if place - step not in found and words.pos[place] == "PUNCT":
                found.discard(place)
    return tuple(sorted(found or places))


def _head(wording: Wording, cue: Sequence[int]) -> int:
    """The word of the cue that hangs on none of the others; of several the last verb, or the last."""
    own = set(cue)
    tops = [i for i in cue if wording.words.head[i] not in own or wording.words.head[i] == i]
    verbs = [i for i in tops if wording.words.pos[i] == "VERB"]
    return max(verbs or tops or cue)


# --- of two that say the same -----------------------------------------------------------------------------------------------------


def _told_apart(words: Words, found: list[Found]) -> list[Found]:
    """Two of the same words: who says it to the one is nothing that the other says (`X quoted an official as saying`)."""
    speaking: dict[int, list[int]] = {}
    for number, each in enumerate(found):
        for place in (*each.source, *each.cue):
            speaking.setdefault(place, []).append(number)
    return [_without_other(words, found, each, speaking) for each in found]


def _without_other(words: Words, found: Sequence[Found], each: Found, speaking: dict[int, list[int]]) -> Found:
    others = {number for place in each.content for number in speaking.get(place, ())}
    for other in (found[number] for number in sorted(others)):
        if other is each or other.head in each.content:
            continue
        left = _bare(words, [place for place in each.content if place not in other.source and place not in other.cue])
        if left and overlap(left, other.content) >= SAME:
            return replace(each, content=left)
    return each
