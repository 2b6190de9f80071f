"""Who said what, by rule: direct quotations with their cue and speaker, and mixed ones whose whole clause can be taken in.

Method: for each quotation, the clauses beside it are read (`clauses`); the pieces of one utterance are joined (`drafts`); what the words
tell of the source is added (`sources`, `names`). Where no rule is sure, there is no row: the quotation stays unread, with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from firsthand.extract.drafts import Draft, drafts
from firsthand.extract.names import Mention, Names
from firsthand.extract.pronouns import is_pronoun, meant
from firsthand.extract.sources import anonymity, descriptor, source_class
from firsthand.extract.view import Stretch, View
from firsthand.model import Attribution, Evidence, Parsed, Span, finding_id


def attributions(parsed: Parsed) -> Iterator[Attribution]:
    """In the order of their content; a language without rules has none."""
    rules = parsed.rules
    if rules is None or not parsed.quotations:
        return
    view = View(parsed, rules)
    found = drafts(view)
    names = Names(view, (draft.source for draft in found if draft.source))
    for draft in found:
        yield _row(view, names, draft)


def _row(view: View, names: Names, draft: Draft) -> Attribution:
    """One attribution; where another holds it, that one is made too, for its name."""
    name = names.person_in(draft.source) if draft.source else None
    known = _speaker(view, names, draft, name)
    unnamed = _anonymity(view, draft)
    kind = source_class(view, draft.source, name or known, unnamed is not None) if draft.source else None
    unnamed = unnamed if kind == "anonymous" else None
    described = descriptor(view, draft.source, name, kind) if draft.source else None
    source = (view.span(draft.source),) if draft.source else ()
    cue = (view.span(draft.cue),)
    content = tuple(draft.content)
    roles: dict[str, tuple[Span, ...]] = {
        "source": source,
        "cue": cue,
        "content": content,
        "speaker": _one(view, known.where if known and draft.source and known.where.start < draft.source.start else None),
        "descriptor": _one(view, described),
        "anonymity": _one(view, unnamed),
        "addressee": _one(view, draft.addressee),
        "occasion": _one(view, draft.occasion),
    }
    evidence = tuple(
        Evidence(role, span.start, span.end, view.parsed.words(span.start, span.end)) for role, spans in roles.items() for span in spans
    )
    return Attribution(
        finding_id=finding_id(Attribution.TABLE, view.parsed.article_id, evidence, (draft.form, draft.sort)),
        article_id=view.parsed.article_id,
        evidence=evidence,
        source_spans=source,
        cue_spans=cue,
        content_spans=content,
        form=draft.form,
        sort=draft.sort,
        within=_row(view, names, draft.within).finding_id if draft.within else None,
        speaker=view.text(known.where) if known else None,
        source_class=kind,
        speaker_span=_first(roles["speaker"]),
        descriptor_span=_first(roles["descriptor"]),
        anonymity_span=_first(roles["anonymity"]),
        addressee_span=_first(roles["addressee"]),
        occasion_span=_first(roles["occasion"]),
    )


def _one(view: View, stretch: Stretch | None) -> tuple[Span, ...]:
    return (view.span(stretch),) if stretch else ()


def _first(spans: Sequence[Span]) -> Span | None:
    return spans[0] if spans else None


def _speaker(view: View, names: Names, draft: Draft, name: Mention | None) -> Mention | None:
    """The name that the article gives the source most fully, where one person alone can be meant."""
    if draft.source is None:
        return None
    if is_pronoun(view, draft.source):
        return meant(view, names, draft.source.start)
    return names.full(name) if name else None


def _anonymity(view: View, draft: Draft) -> Stretch | None:
    """In the sentence of the cue."""
    return anonymity(view, view.sentence_start(draft.cue.start), view.sentence_end(draft.cue.start))
