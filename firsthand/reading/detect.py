"""The language of a text, by py3langid (langid.py's naive Bayes, Lui and Baldwin 2012); offline and the same on every run."""

from __future__ import annotations

# Below this the detector guesses; a declared language or none is better.
ENOUGH_WORDS = 20
# The detector's features are byte n-grams: a few thousand characters decide, more cost time only.
ENOUGH_CHARACTERS = 3000


def detect_language(text: str) -> str | None:
    """ISO 639-1 code, or `None` where the text is too short to tell."""
    if len(text.split(maxsplit=ENOUGH_WORDS)) < ENOUGH_WORDS:
        return None
    import py3langid  # 0.3 s to import: viewing never pays for it

    code, _ = py3langid.classify(text[:ENOUGH_CHARACTERS])
    return str(code)
