"""What a number counts, measures or prices: a noun phrase of the same sentence, found in its tree."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from firsthand.extract.amounts import AGE, Amount
from firsthand.extract.elided import Elided, Read
from firsthand.extract.number_lexicon import Lexicon
from firsthand.extract.tree import LOOSE, Stretch
from firsthand.model import Words

NOUNS = frozenset(("NOUN", "PROPN"))
# Relations of what stands before a noun as part of its phrase.
BEFORE = frozenset(
    (
        "compound",
        "amod",
        "nmod:desc",
        "flat",
        "nmod:unmarked",
        "advmod",
        "goeswith",
        "case",
        "punct",
        "cc",
        "conj",
        "nmod",
        "obl",
        "obl:unmarked",
    )
)
DIRECT = frozenset(("compound", "amod", "nmod:desc", "flat", "nmod:unmarked", "goeswith"))
AFTER = frozenset(("flat", "compound", "goeswith"))
SUBJECTS = frozenset(("nsubj", "nsubj:pass", "nsubj:outer"))
PREDICATED = frozenset(("obj", "obl", "obl:unmarked", "advmod", "xcomp", "advcl", "ccomp", "nsubj", "conj", "parataxis", "nummod", "dep"))
MODIFIES = frozenset(("nummod", "det:predet", "compound", "nmod:desc", "nmod:unmarked", "amod", "det", "nmod", "obl:unmarked", "obl"))
# Words, at most, of the phrase that follows `of`.
LONGEST = 12


Rule = Callable[[int, Stretch, Amount, Sequence[Read]], "int | None"]


class Counted:
    """The trees of an article as what is counted is asked of them. Words are numbered as in `Words`."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        self.known = any(pos == "NOUN" for pos in words.pos)
        self._children: dict[int, list[int]] = {}
        self._read: set[int] = set()
        self._taken: tuple[Stretch, ...] = ()
        self._sizes: Mapping[int, int] = {}

    def children(self, place: int) -> Sequence[int]:
        """The words that hang on a word; a sentence is read when it is first asked for."""
        number = self.words.sentence[place]
        if number not in self._read:
            self._read.add(number)
            start = end = place
            while start and self.words.sentence[start - 1] == number:
                start -= 1
            while end < len(self.words.sentence) and self.words.sentence[end] == number:
                end += 1
            for child in range(start, end):
                head = self.words.head[child]
                if head != child:
                    self._children.setdefault(head, []).append(child)
        return self._children.get(place, ())

    def top(self, stretch: Stretch) -> int:
        """The word of an amount on which its others hang."""
        inside = range(*stretch)
        for place in inside:
            head = self.words.head[place]
            if (head not in inside or head == place) and self.words.pos[place] not in ("PUNCT", "DET", "SPACE"):
                return place
        return stretch[0]

    def of(self, stretch: Stretch, found: Amount, earlier: Sequence[Read]) -> Stretch | None:
        """The words that are counted by an amount standing at some words; None where nothing is named. `earlier`: what was read before it in its sentence."""
        if not self.known:
            return None
        top = self.top(stretch)
        self._taken = tuple(read.stretch for read in earlier)
        self._sizes = {read.stretch[1] - 1: read.stretch[0] for read in earlier if read.kind == "measure" and not self._aged(read.stretch)}
        elided = Elided(self.words, self.lexicon, top, stretch, found, earlier)
        rule: Rule
        for rule in (self._within, self._modified, self._spent):
            if (place := rule(top, stretch, found, earlier)) is not None:
                return elided.share(place) or self.phrase(place, stretch)
        if (named := elided.row()) is not None:
            return named
        if found.kind == "percent" and self._follows(stretch[1], "of"):  # of an amount, or of nothing that has a name
            return None
        return self._told(top, stretch, found, elided) or elided.otherwise()

    def _told(self, top: int, stretch: Stretch, found: Amount, elided: Elided) -> Stretch | None:
        """What the clause says of the amount."""
        words, before, earlier = self.words, stretch[0] - 1, elided.earlier
        if words.dep[top] == "conj" and words.lower[before] == "or" and words.head[top] < before:  # `112 points, or 1.3 %`
            top = words.head[top]
        for _ in range(2):  # `to a level of $3`: what has that level
            head = self.words.head[top]
            if head < stretch[0] and self.words.dep[top] == "nmod" and self.words.lower[head] in self.lexicon["levels"] and head != top:
                top = head
        for rule in (self._next_to, self._worth, self._of_noun, self._subject):
            if (place := rule(top, stretch, found, earlier)) is not None:
                known = next((read.of for read in earlier if read.stretch[0] <= place < read.stretch[1]), None)
                if known is not None or self._in_amount(place):
                    return known
                return elided.share(place) or self.phrase(place, stretch)
        return None

    def _aged(self, stretch: Stretch) -> bool:
        return any(self.words.lower[place] in self.lexicon["old"] for place in range(*stretch))

    def _in_amount(self, place: int) -> bool:
        """Whether a word belongs to an amount that was read before."""
        return any(start <= place < end for start, end in self._taken)

    def _noun(self, place: int) -> bool:
        return self.words.pos[place] in NOUNS

    def _counted(self, place: int) -> bool:
        """Whether a noun can be what is counted: no unit, no time, no `addition` of `in addition to`."""
        return self._noun(place) and self.words.lower[place] not in self.lexicon["hollow"]

    def _case(self, place: int) -> str:
        return next((self.words.lower[each] for each in self.children(place) if self.words.dep[each] == "case"), "")

    def _within(self, top: int, stretch: Stretch, found: Amount, _earlier: Sequence[Read]) -> int | None:
        """`half of the boats`, `30% of output`, `$5m in aid`, by the tree or by where it stands."""
        words = self.words
        if found.kind == "count" and not found.part and found.high is not None and not self._follows(stretch[1], "of"):
            return None
        others = [each for each in self.children(top) if words.dep[each] == "conj" and found.kind != "count"]  # `8 GB and 16 GB of memory`
        for child in (each for head in (top, *others) for each in self.children(head)):
            if child >= stretch[1] and words.dep[child] in ("nmod", "obl", "nmod:unmarked") and self._counted(child):
                case = self._case(child)
                if case == "of" or (case in self.lexicon["parts_of"] and found.kind == "money" and self._bare(child)):
                    return child
        at = stretch[1]
        at += at < len(words.pos) and words.pos[at] == "ADV" and self._follows(at + 1, "in")
        if self._follows(at, "of") or self._follows(at, "worth") or (found.kind == "money" and self._follows(at, "in")):
            if self._follows(at, "worth") and self._follows(at + 1, "of"):
                at += 1
            place = self._ahead(at + 1, top)
            if place is not None and (words.lower[at] != "in" or self._bare(place)):
                return place
        return None

    def _spent(self, top: int, stretch: Stretch, found: Amount, _earlier: Sequence[Read]) -> int | None:
        """`spent $5m on pumps`, `$5m was lost in repair costs`: what the money went to."""
        words, verb = self.words, self.words.head[top]
        if found.kind != "money" or words.dep[top] not in ("obj", "nsubj:pass") or words.lemma[verb] not in self.lexicon["spending"]:
            return None
        for child in self.children(verb):
            if child >= stretch[1] and words.dep[child] == "obl" and words.pos[child] == "NOUN" and self._counted(child):
                case = self._case(child)
                if case in self.lexicon["spent_on"] or (case in self.lexicon["parts_of"] and self._bare(child)):
                    return child
        return None

    def _follows(self, place: int, word: str) -> bool:
        return place < len(self.words.lower) and self.words.lower[place] == word

    def _bare(self, place: int) -> bool:
        """Whether a noun has no article and is no name: `in aid`, not `in the fourth quarter`."""
        if self.words.pos[place] != "NOUN" or self.words.lower[place] in self.lexicon["hollow"]:
            return False
        start = place
        while start and place - start < LONGEST and self.words.pos[start] not in ("ADP", "VERB"):
            start -= 1
        return not any(self.words.pos[each] in ("DET", "NUM") for each in range(start + 1, place))

    def _ahead(self, place: int, top: int) -> int | None:
        """The head of the noun phrase that begins at a place."""
        words = self.words
        for at in range(place, min(place + LONGEST, len(words.lower))):
            if words.sentence[at] != words.sentence[top] or (
                words.pos[at] in ("PUNCT", "ADP", "SCONJ", "CCONJ") and words.text[at] not in ("-", '"', "“", "’", "'")
            ):
                return None
            if words.pos[at] in ("VERB", "AUX", "PRON") and words.dep[at] not in ("amod", "nmod:poss", "compound"):
                return None
            if self._noun(at) and not (
                at < words.head[at] < at + LONGEST
                and words.dep[at] in ("compound", "nmod:poss", "nmod:desc", "flat", "amod", "nmod:unmarked")
            ):
                return at if self._counted(at) else None
        return None

    def _modified(self, top: int, stretch: Stretch, found: Amount, _earlier: Sequence[Read]) -> int | None:
        """The noun before which the amount stands: `three boats`, `a 20 % share`, `a $5m loss`, `a 50-strong crew`."""
        words, head = self.words, self.words.head[top]
        if words.pos[head] == "ADJ" and head >= stretch[1] and words.head[head] > head and words.dep[head] == "amod":
            head = words.head[head]
        if head < stretch[1] or words.dep[top] not in MODIFIES or not self._noun(head):
            return None
        between = range(stretch[1], min(head, stretch[1] + LONGEST))
        if any(words.pos[place] == "ADP" for place in between):
            return None
        if found.kind != "count" and any(
            words.pos[place] == "NUM" and (place + 1 == head or words.pos[place + 1] == "ADJ") for place in between
        ):  # `160 GB or 40,000 songs`
            return None
        while words.lower[head] in self.lexicon["unit_nouns"] and words.head[head] > head and words.dep[head] in MODIFIES:
            head = words.head[head]
        if words.lower[head] in self.lexicon["shares"] and found.kind != "count":
            return self._whole(head)
        return head if self._counted(head) else None

    def _whole(self, head: int) -> int:
        """`a 20 % stake in the mill`, `a $5m rise in rents`: what it is a share or a change of; the noun itself where nothing tells."""
        words = self.words
        children = (child for child in self.children(head) if words.dep[child] in ("nmod", "obl") and child > head)
        named = next((child for child in children if self._case(child) in ("in", "of") and self._counted(child)), None)
        if named is None and (self._follows(head + 1, "in") or self._follows(head + 1, "of")):
            named = self._ahead(head + 2, head)
        return head if named is None else named

    def _next_to(self, top: int, stretch: Stretch, found: Amount, _earlier: Sequence[Read]) -> int | None:
        """A noun phrase directly after it, where the tree has it otherwise: `the $5m profit made in May`."""
        words, at = self.words, stretch[1]
        if at >= len(words.pos) or words.sentence[at] != words.sentence[top] or words.pos[at] not in ("NOUN", "PROPN", "ADJ"):
            return None
        if words.pos[at] == "PROPN" and found.kind != "count":
            return None
        place = self._ahead(at, top)
        if place is None or (
            words.head[place] in range(*stretch) and words.dep[place] not in ("appos", "nmod", "nmod:unmarked", "compound", "flat")
        ):
            return None
        return place if words.dep[place] not in ("obl:unmarked", "nsubj", "vocative") or words.lemma[place] != words.lower[place] else None

    def _worth(self, _top: int, stretch: Stretch, found: Amount, _earlier: Sequence[Read]) -> int | None:
        """`fuel worth $5m`."""
        place = self._led(stretch[0], "worth")
        return place - 1 if place is not None and found.kind == "money" and place and self._counted(place - 1) else None

    def _led(self, start: int, word: str) -> int | None:
        """Where a word stands before an amount that starts at a place, with no more than its hedge between."""
        for place in range(start - 1, max(-1, start - 6), -1):
            if self.words.lower[place] == word:
                return place
            if self.words.pos[place] in ("NOUN", "PROPN", "VERB", "PUNCT", "PRON"):
                return None
        return None

    def _of_noun(self, top: int, stretch: Stretch, found: Amount, earlier: Sequence[Read]) -> int | None:
        """`a profit of $5m`, `at a price of $9`: the noun on which the amount hangs. A plain number hangs so on a tally alone: `a toll of 30`."""
        words, head = self.words, self.words.head[top]
        led = self._led(stretch[0], "of")
        if led and self._counted(led - 1) and (words.dep[top] == "nmod" or head >= stretch[1]):  # the tree may have hung it on another noun
            head = led - 1
        if (
            head >= stretch[0]
            or words.dep[top] not in ("nmod", "nmod:unmarked", "appos", "nummod", "compound", "dep", "acl")
            or not self._counted(head)
        ):
            return None
        if any(read.stretch[0] <= head < read.stretch[1] for read in earlier):
            return None
        if found.kind == "count" and not found.part and words.lemma[head] not in self.lexicon["tallies"]:
            return None
        if found.kind == "percent" and self._case(top) not in ("of", "by", "to", "at", ""):
            return None
        return self._whole(head) if words.lower[head] in self.lexicon["shares"] else head

    def _subject(self, top: int, stretch: Stretch, found: Amount, earlier: Sequence[Read]) -> int | None:
        """`the ticket costs $9`, `output rose 5 %`, `they cut prices by $2`: what is so much, or changed so much."""
        if any(start <= self.words.head[top] < end for start, end in self._taken):
            return None
        place = self._predicate(top)
        if place is None:
            return None
        case, lower, lemma = self._case(top), self.words.lower[place], self.words.lemma[place]
        changed = lower in self.lexicon["changes"] or lemma in self.lexicon["changes"]
        offered = found.kind == "money" and case in ("at", "for")
        if found.kind == "measure" and found.unit != AGE and self.words.pos[place] in ("ADV", "ADJ") and self.words.dep[place] == "advmod":
            place = self.words.head[place]  # `lies 30 km north`, `the village, 30 km away`
            if self._noun(place):
                return place
            lemma = self.words.lemma[place]
        measured = lemma in self.lexicon["measuring"] or (found.kind == "percent" and lemma in self.lexicon["losing"])
        measured = measured or (found.kind == "measure" and case == "at")  # `flew at 300 m`
        if place != top and not (changed or offered or measured or self.words.pos[place] in ("ADJ", "ADV", "NOUN", "ADP")):
            return None
        plain = found.kind == "count" and not found.part and not ((changed or lemma == "number") and place != top)
        return self._in_clause(place, (min(top, stretch[0]), stretch[1]), objects=(changed or offered) and place != top, tallies=plain)

    def _predicate(self, top: int) -> int | None:
        """The word that says something of the amount: the amount itself where it has a subject, else what it hangs on."""
        words = self.words
        if any(words.dep[child] in ("nsubj", "nsubj:outer") for child in self.children(top)):
            return top
        place = words.head[top]
        return place if place == top or words.dep[top] in PREDICATED else None

    def _in_clause(self, place: int, stretch: Stretch, *, objects: bool, tallies: bool) -> int | None:
        """The object or subject of a verb, or of those that it shares one with. `tallies`: nothing but a tally (`the toll was 30`)."""
        words = self.words
        for _ in range(3):
            named = self._object(place, stretch) if objects else None
            if named is None:
                named = self._own_subject(place, stretch)
            if named is not None:
                return named if self._counted(named) and (not tallies or words.lemma[named] in self.lexicon["tallies"]) else None
            if words.dep[place] in ("acl", "acl:relcl", "amod") and self._counted(words.head[place]):
                return None if tallies else words.head[place]
            if words.dep[place] not in ("conj", "xcomp", "advcl") or words.head[place] == place:
                return None
            objects = objects or words.dep[place] == "advcl"
            place = words.head[place]
        return None

    def _object(self, place: int, stretch: Stretch) -> int | None:
        return next(
            (each for each in self.children(place) if self.words.dep[each] == "obj" and each < stretch[0] and self._counted(each)), None
        )

    def _own_subject(self, place: int, stretch: Stretch) -> int | None:
        """The subject of a verb; of `which`, nothing: what it stands for is asked of the clause. Of `up` in `the share is up 8 %`, that of its own."""
        words = self.words
        for child in self.children(place):
            if child >= stretch[0]:
                break
            if words.dep[child] in SUBJECTS and not (words.pos[child] == "PRON" and words.dep[place] == "acl:relcl"):
                return child
            if words.dep[child] == "advmod":
                named = next((each for each in self.children(child) if words.dep[each] == "nsubj"), None)
                if named is not None:
                    return named
        return None

    def phrase(self, head: int, without: Stretch) -> Stretch | None:
        """A noun's phrase from its adjectives to itself, with the `of` phrase that follows it: no article, number or possessive, nothing of the amount."""
        start, end = self._left(head, without), head + 1
        for child in self.children(head):
            if child == end and self.words.dep[child] in AFTER and not without[0] <= child < without[1]:
                end = child + 1
        more = self._of_phrase(head, end)
        if more is not None and not (more > without[0] >= end):
            end = more
        while start < end and self.words.text[start] in LOOSE:
            start += 1
        return (start, end) if start < end else None

    def _left(self, head: int, without: Stretch) -> int:
        """Where the noun's own phrase begins."""
        start, inside = head, {head}
        lowest = without[1] if without[0] < head else 0
        while start - 1 >= lowest and self.words.sentence[start - 1] == self.words.sentence[head]:
            place = start - 1
            up = self.words.head[place]
            if place in self._sizes and self._sizes[place] >= lowest and up in inside:  # `the 8 GB model`
                inside.update(range(self._sizes[place], start))
                start = self._sizes[place]
                continue
            if self.words.pos[place] in ("DET", "NUM", "PRON", "SPACE") and self.words.dep[place] != "amod":
                break
            if self._possessive(place) or self._in_amount(place):
                break
            if not (
                up in inside
                and (
                    self.words.dep[place] in DIRECT or (up != head and self.words.dep[place] in BEFORE) or self.words.dep[place] == "punct"
                )
            ) and not self._belongs(place, head):
                break
            inside.add(place)
            start = place
        while start < head and (self.words.pos[start] in ("PUNCT", "CCONJ", "ADP") or self.words.text[start] in LOOSE):
            start += 1
        return start

    def _belongs(self, place: int, head: int) -> bool:
        """Whether a word hangs on the noun through others before it (`building partner capacity sites`)."""
        for _ in range(4):
            relation, up = self.words.dep[place], self.words.head[place]
            if up == place or up > head or relation not in BEFORE:
                return False
            if up == head:
                return relation in DIRECT or relation == "punct"
            place = up
        return False

    def _possessive(self, place: int) -> bool:
        return self.words.dep[place] == "nmod:poss" or self.words.text[place] in ("'s", "’s", "'", "’")

    def _of_phrase(self, head: int, end: int) -> int | None:
        """The end of the `of` phrase that stands directly after a noun."""
        if end >= len(self.words.lower) or self.words.lower[end] != "of" or self.words.sentence[end] != self.words.sentence[head]:
            return None
        child = self.words.head[end]
        if child <= end or self.words.head[child] != head or self._in_amount(child):
            return None
        last = child
        for each in self.children(child):
            if each == last + 1 and self.words.dep[each] in AFTER:
                last = each
        return last + 1 if last - end <= LONGEST else None
