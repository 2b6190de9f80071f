"""The language of a text, by py3langid (langid.py's naive Bayes, Lui and Baldwin 2012); offline and the same on every run."""

from __future__ import annotations

import re

# Below this the detector guesses; a declared language or none is better.
ENOUGH_WORDS = 20
# Letters of scripts that put no space between words (Thai, Lao, Burmese, Khmer, Japanese, Chinese): so many tell as much.
UNSPACED = re.compile("[\u0e01-\u0edf\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff]")
ENOUGH_LETTERS = 60
# The detector's features are byte n-grams: a thousand characters decide, more cost time only. Half of them are from the middle, for what
# stands at the head of a text may be a site's and not the article's.
ENOUGH_CHARACTERS = 1000
# Words of English that no other language in Latin letters has among its own. Where so many of the words are these, and so many different ones, the detector's
# answer is known before it is loaded (0.4 s).
ENGLISH = frozenset("the and that with which from would their they were been has this these those about after said his".split())
ENOUGH_ENGLISH, ENOUGH_DIFFERENT = 0.1, 4


def detect_language(text: str) -> str | None:
    """ISO 639-1 code, or `None` where the text is too short to tell."""
    if len(text.split(maxsplit=ENOUGH_WORDS)) < ENOUGH_WORDS and len(UNSPACED.findall(text[:ENOUGH_CHARACTERS])) < ENOUGH_LETTERS:
        return None
    half = ENOUGH_CHARACTERS // 2
    middle = max(len(text) // 2, half)
    sample = text[:half] + text[middle : middle + half]
    if _is_english(sample):
        return "en"
    import py3langid

    code, _ = py3langid.classify(sample)
    return str(code)


def _is_english(sample: str) -> bool:
    found = sample.lower().split()
    told = [word for word in found if word in ENGLISH]
    return len(told) >= ENOUGH_ENGLISH * len(found) and len(set(told)) >= ENOUGH_DIFFERENT
