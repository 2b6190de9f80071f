"""Who said, believes or intends what, to whom and through whom: the rows of one article.

Method: the language model proposes attributions of every form (`language.attribution`), rules read what stands beside quotation marks (`drafts`), and of each cue one
stands (`utterances`). Then each is described from the trees and chains of its words (`details`), and its words become exact spans (`wording`). A text that the
model cannot read has the rules alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from firsthand.extract.details import Details, details
from firsthand.extract.drafts import drafts
from firsthand.extract.speakers import Speaker
from firsthand.extract.tree import Found, Stretch, enclosing
from firsthand.extract.utterances import overlap, utterances
from firsthand.extract.view import View
from firsthand.extract.wording import Wording
from firsthand.model import Analysed, Attribution, Evidence, Form, Span, chain_id, finding_id

# Two attributions pass the same words on where so much of what is said is the same.
RELAYED = 0.8
# Mentions of a speaker among which the name is looked for in a running sentence.
FIRST = 20


def attributions(article: Analysed) -> Iterator[Attribution]:
    """In the order of the text; a language without rules has none."""
    if article.rules is None:
        return
    wording, view = Wording(article), View(article, article.rules)
    found = utterances(wording, view, article.proposals, drafts(view))
    known = zip(found, details(article, found), strict=True)
    rows = [_row(article, wording, view, one, known_of) for one, known_of in known]
    outer = enclosing(found)
    told = [
        replace(row, within=None if above is None else rows[above].finding_id, relays=None if relayed is None else rows[relayed].finding_id)
        for row, above, relayed in zip(rows, outer, _relayed(wording, view, found, outer), strict=True)
    ]
    yield from sorted(
        (row for row in told if row.content_spans),
        key=lambda row: (row.content_spans[0], -row.content_spans[-1].end, row.cue_spans, row.finding_id),
    )


def _relayed(wording: Wording, view: View, found: Sequence[Found], outer: Sequence[int | None]) -> list[int | None]:
    """For each attribution the nearest other of the same words that it passes on (`X said, according to Y`), inside the same other one or in none."""
    contents = [frozenset(each.content) for each in found]
    edges: dict[tuple[int | None, int], list[int]] = {}
    for number, each in enumerate(found):
        for place in {each.content[0], each.content[-1]} if each.content else ():
            edges.setdefault((outer[number], place), []).append(number)
    rank = [(_passes_on(wording, view, each), each.head) for each in found]
    made: list[int | None] = []
    for number, each in enumerate(found):
        near = {other for place in (each.content[:1] + each.content[-1:]) for other in edges[outer[number], place]}
        relayed = (other for other in near if rank[other] < rank[number] and overlap(contents[number], contents[other]) >= RELAYED)
        made.append(min(relayed, key=lambda other: (abs(found[other].head - each.head), other), default=None))
    return made


def _passes_on(wording: Wording, view: View, found: Found) -> int:
    """More for who quotes (`OUTLET quoted X as saying`), less for who is quoted (`OUTLET said, citing X`); of all others the later passes on."""
    words = wording.words
    verb = view.rules.verbs.get(words.lower[found.head])
    if verb is None or verb.base not in view.rules["relaying"]:
        return 0
    return -1 if any(words.head[place] == found.head and words.dep[place] in ("obj", "nsubj:pass") for place in found.source) else 1


def _row(article: Analysed, wording: Wording, view: View, found: Found, known: Details) -> Attribution:
    source, content = wording.spans(found.source), wording.pieces(found.content, (*found.source, *found.cue))
    cue = wording.spans(found.cue) or (wording.span(found.cue[0], found.cue[-1] + 1),)  # a dash may be all of it
    speaker = known.speaker if known.speaker and known.speaker.named else None
    called = _called(wording, view, speaker) if speaker else None
    elsewhere = called is not None and not set(range(*called)) <= set(found.source)
    roles: dict[str, tuple[Span, ...]] = {
        "source": source,
        "cue": cue,
        "content": content,
        "speaker": _one(wording, called if elsewhere else None),
        "descriptor": _one(wording, known.descriptor),
        "anonymity": _one(wording, known.anonymity),
        "addressee": _one(wording, known.addressee),
        "occasion": _one(wording, known.occasion),
        "polarity": wording.spans(known.polarity_words),
        "certainty": wording.spans(known.certainty_words),
        "condition": _one(wording, known.condition),
        "said": _one(wording, known.said),
    }
    evidence = tuple(
        Evidence(role, span.start, span.end, article.words(span.start, span.end)) for role, spans in roles.items() for span in spans
    )
    form = _form(wording, view, found, content)
    name = _one(wording, called)
    chain = known.speaker.chain if known.speaker else None
    return Attribution(
        finding_id=finding_id(Attribution.TABLE, article.article_id, evidence, (form, found.sort)),
        article_id=article.article_id,
        evidence=evidence,
        source_spans=source,
        cue_spans=cue,
        content_spans=content,
        form=form,
        sort=found.sort,
        speaker=article.words(name[0].start, name[0].end) if name else None,
        source_class=known.source_class,
        speaker_span=_first(roles["speaker"]),
        descriptor_span=_first(roles["descriptor"]),
        anonymity_span=_first(roles["anonymity"]),
        addressee_span=_first(roles["addressee"]),
        occasion_span=_first(roles["occasion"]),
        polarity=known.polarity,
        certainty=known.certainty,
        condition_span=_first(roles["condition"]),
        polarity_spans=roles["polarity"],
        certainty_spans=roles["certainty"],
        said_span=_first(roles["said"]),
        chain_id=chain_id(article.article_id, wording.span(chain.links[0].start, chain.links[0].end)) if chain else None,
    )


def _called(wording: Wording, view: View, speaker: Speaker) -> Stretch:
    """Where the article names the speaker: in a running sentence before a caption or headline, if one of the first mentions there has the same name."""
    words = wording.words
    name = words.lower[slice(*speaker.words)]
    links = speaker.chain.links[:FIRST] if speaker.chain else ()
    places = (speaker.words, *((link.start, link.end) for link in links))
    running = (place for place in places if view.running(view.at(words.start[place[0]])) and words.lower[slice(*place)] == name)
    return next(running, speaker.words)


def _form(wording: Wording, view: View, found: Found, content: Sequence[Span]) -> Form:
    """In a headline; in quotation marks, partly in them, or in the outlet's words."""
    if view.headline(view.at(wording.words.start[found.head])):
        return "headline"
    words = [place for place in wording.places(content) if wording.word(place)]
    quoted = sum(wording.quotation(place) is not None for place in words)
    return "direct" if quoted == len(words) > 0 else "mixed" if quoted else "indirect"


def _one(wording: Wording, stretch: Stretch | None) -> tuple[Span, ...]:
    """From the first word to the last, marks at the borders left out."""
    spans = wording.spans(range(*stretch)) if stretch else ()
    return (Span(spans[0].start, spans[-1].end),) if spans else ()


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None
