"""Articles whose trees and chains are written out, for tests of what is said about attributions."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.extract.speakers import speakers
from firsthand.extract.tree import Found, Tree
from firsthand.language import language
from firsthand.model import Chain, ChainLink, Language, Proposal, Quotation, Sort, Span, Token, Words


@dataclass(frozen=True)
class Written:
    """A `model.Analysed` of one space between words."""

    text: str
    syntax: Words
    chains: tuple[Chain, ...]
    rules: Language | None
    article_id: str = "a"
    language: str | None = "en"
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Span, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    paragraphs: tuple[Span, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    def words(self, start: int, end: int) -> str:
        return self.text[start:end]


def chain(label: str | None, *mentions: str, name: str | None = None) -> tuple[str | None, tuple[str, ...], str | None]:
    """Mentions are `KIND first-last` with word numbers, both in: `name 0-1`, `pronoun 7`."""
    return label, mentions, name


def article(*sentences: str, chains: tuple[tuple[str | None, tuple[str, ...], str | None], ...] = ()) -> Written:
    """A word is `form|POS|relation|head`, heads counted in their sentence from 1 (0: root); `said~say` gives the lemma; marks " open and close quotations."""
    rows = [(number, *word.split("|")[:4]) for number, sentence in enumerate(sentences, 1) for word in sentence.split()]
    firsts = [sum(len(sentence.split()) for sentence in sentences[:number]) for number in range(len(sentences))]
    forms = [row[1].partition("~")[0] for row in rows]
    starts, at = [], 0
    for form in forms:
        starts.append(at)
        at += len(form) + 1
    quotation, count, inside = [], 0, 0
    for form in forms:
        if form == '"' and not inside:
            count += 1
            inside = count
            quotation.append(inside)
        elif form == '"':
            quotation.append(inside)
            inside = 0
        else:
            quotation.append(inside)
    syntax = Words(
        starts,
        [start + len(form) for start, form in zip(starts, forms, strict=True)],
        forms,
        [form.lower() for form in forms],
        [row[1].partition("~")[2] or row[1].lower() for row in rows],
        [row[2] for row in rows],
        [row[3] for row in rows],
        [firsts[row[0] - 1] + int(row[4]) - 1 if row[4] != "0" else place for place, row in enumerate(rows)],
        [row[0] for row in rows],
        quotation,
    )
    return Written(" ".join(forms), syntax, tuple(_chain(syntax, *each) for each in chains), language("en"))


def _chain(syntax: Words, label: str | None, mentions: tuple[str, ...], name: str | None) -> Chain:
    links: list[ChainLink] = []
    for mention in mentions:
        kind, _, place = mention.partition(" ")
        first, _, last = place.partition("-")
        start, end = int(first), int(last or first) + 1
        head = next(i for i in range(start, end) if not start <= syntax.head[i] < end or syntax.head[i] == i)
        before = (links[-1].start, links[-1].end) if links else None
        links.append(ChainLink(start, end, head, kind, before, "same name" if links else "first mention", 1.0))
    if name is not None:
        first, _, last = name.partition("-")
        return Chain(tuple(links), (int(first), int(last or first) + 1), label)
    return Chain(tuple(links), None, label)


def tree(written: Written) -> Tree:
    assert written.rules is not None
    return Tree(written, written.rules)


def found(written: Written, source: str, cue: str, content: str, sort: Sort = "said") -> Found:
    """The first words of the article that are these, in pieces joined by ` + `; the head of the cue is its word whose head is outside it."""
    groups = [_group(written, words) for words in (source, cue, content)]
    inside = set(groups[1])
    head = next(i for i in groups[1] if written.syntax.head[i] not in inside or written.syntax.head[i] == i)
    return Found(head, groups[1], groups[0], groups[2], sort)


def _group(written: Written, words: str) -> tuple[int, ...]:
    made: list[int] = []
    for piece in filter(None, words.split(" + ")):
        wanted = piece.split()
        at = next(i for i in range(len(written.syntax.text)) if written.syntax.text[i : i + len(wanted)] == wanted and i not in made)
        made += range(at, at + len(wanted))
    return tuple(made)


def said(written: Written, stretch: tuple[int, int] | None) -> str | None:
    """The words of a stretch."""
    return " ".join(written.syntax.text[stretch[0] : stretch[1]]) if stretch else None


def who(written: Written, *each: Found) -> list[str | None]:
    """The words of who speaks in each attribution."""
    return [said(written, speaker.words) if speaker else None for speaker in speakers(tree(written), each)]
