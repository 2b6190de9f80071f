"""All that is said about attributions whose words are known, one detail a function of its own: see the modules that are imported here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from firsthand.extract.circumstances import addressee, occasion
from firsthand.extract.described import anonymity, descriptor, source_class
from firsthand.extract.modality import Certainty, Polarity, of_attribution
from firsthand.extract.said import said_when
from firsthand.extract.speakers import Speaker, speakers
from firsthand.extract.time_phrases import TimePhrases
from firsthand.extract.tree import Found, Group, Stretch, Tree, enclosing
from firsthand.model import Analysed, SourceClass

# Sources of which nobody has to say why they are not named: the words are about another one in the sentence.
NAMED = frozenset(("named", "outlet", "document"))


@dataclass(frozen=True, slots=True)
class Details:
    """Stretches and groups are of words of the article's `syntax`."""

    addressee: Stretch | None = None
    occasion: Stretch | None = None
    said: Stretch | None = None
    descriptor: Stretch | None = None
    anonymity: Stretch | None = None
    source_class: SourceClass | None = None
    speaker: Speaker | None = None
    polarity: Polarity = "positive"
    polarity_words: Group = ()
    certainty: Certainty = "certain"
    certainty_words: Group = ()
    condition: Stretch | None = None


def details(article: Analysed, found: Sequence[Found]) -> list[Details]:
    """One for each attribution, in their order; without rules for the language all are empty."""
    if article.rules is None:
        return [Details() for _ in found]
    tree = Tree(article, article.rules)
    times = TimePhrases(tree)
    outer = enclosing(found)
    made = []
    for number, (each, speaker) in enumerate(zip(found, speakers(tree, found), strict=True)):
        above = outer[number]
        mode = of_attribution(tree, each, found[above] if above is not None else None)
        unnamed = anonymity(tree, each)
        kind = source_class(tree, each, speaker, unnamed)
        made.append(
            Details(
                addressee=addressee(tree, each),
                occasion=occasion(tree, each),
                said=said_when(tree, times, each),
                descriptor=descriptor(tree, each, speaker),
                anonymity=unnamed if kind not in NAMED else None,
                source_class=kind,
                speaker=speaker,
                polarity=mode.polarity,
                polarity_words=mode.polarity_words,
                certainty=mode.certainty,
                certainty_words=mode.certainty_words,
                condition=mode.condition,
            )
        )
    return made
