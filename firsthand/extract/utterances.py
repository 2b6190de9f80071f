"""The network's proposals and the rules' drafts as one list of attributions, in words: one for each cue.

The rules read what stands beside quotation marks, and are right nearly always where they say anything; the network finds every other form. So of one cue the rules'
direct quotation stands, with the sort that the network gives it; everything else is the network's, and what only the rules found is added.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.extract.drafts import Draft
from firsthand.extract.tree import Found
from firsthand.extract.view import Stretch, View
from firsthand.extract.wording import Wording
from firsthand.model import Proposal, Span

# Of two attributions whose words are so much the same, one is enough.
SAME = 0.8


def utterances(wording: Wording, view: View, proposals: Sequence[Proposal], drafts: Sequence[Draft]) -> list[Found]:
    """In the order of their heads; no two have one cue."""
    joined = _Joined([Found(each.head, each.cue, each.source, each.content, each.sort) for each in proposals])
    for draft in drafts:
        read = _read(wording, view, draft)
        if read is not None:
            joined.take(read, direct=draft.form == "direct")
    return sorted(joined.kept(), key=lambda each: (each.head, each.content))


class _Joined:
    """Attributions by the words of their cues, and by the first and last word of what is said: each draft is compared with few others."""

    def __init__(self, found: Sequence[Found]) -> None:
        self.all: list[Found | None] = []
        self.by_cue: dict[int, int] = {}
        self.by_edge: dict[int, list[int]] = {}
        for each in found:
            self._add(each)

    def take(self, draft: Found, *, direct: bool) -> None:
        """One more of the rules."""
        same = {self.by_cue[place] for place in draft.cue if place in self.by_cue}
        for number in sorted(same):
            own = self.all[number]
            if own is not None and direct:
                self.all[number] = Found(own.head, draft.cue, draft.source, draft.content, own.sort)
        like = [number for number in self._like(draft) if number not in same]
        if direct:
            for number in like:
                other = self.all[number]
                if other is not None and not set(other.cue) & set(draft.content):
                    self.all[number] = None
        if not same and (direct or not like):
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
        return [number for number in sorted(near) if (other := self.all[number]) is not None and _overlap(other, draft) >= SAME]


def _overlap(one: Found, other: Found) -> float:
    both = len(set(one.content) & set(other.content))
    return both / max(len(one.content), len(other.content), 1)


def _read(wording: Wording, view: View, draft: Draft) -> Found | None:
    cue = _places(wording, view, draft.cue)
    content = wording.places(draft.content)
    if not cue or not content:
        return None
    return Found(_head(wording, cue), cue, _places(wording, view, draft.source) if draft.source else (), content, draft.sort)


def _places(wording: Wording, view: View, stretch: Stretch) -> tuple[int, ...]:
    return wording.places((Span(view.tokens[stretch.start].start, view.tokens[stretch.end - 1].end),))


def _head(wording: Wording, cue: Sequence[int]) -> int:
    """The word of the cue that hangs on none of the others; of several the last verb, or the last."""
    own = set(cue)
    tops = [i for i in cue if wording.words.head[i] not in own or wording.words.head[i] == i]
    verbs = [i for i in tops if wording.words.pos[i] == "VERB"]
    return max(verbs or tops or cue)
