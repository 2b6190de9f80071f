"""The vector of a sentence: what the network makes of its meaning, and beside it a sketch of the words that carry it.

The network's part tells paraphrases together, but hardly sees which name or number stands in a sentence; the words tell that. Side by side they tell
better whether two sentences say the same than either alone (`benchmarks/sentence_pairs.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

# The part of the words in the product of two vectors; chosen on the benchmark's pairs, where .35 to .8 are about as good.
WORDS = 0.4
SKETCH = 128
CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"))
# Verbs that carry little of what a sentence says.
LIGHT = frozenset(("be", "have", "do", "say"))


def sentence_vector(meaning: Floats, words: Iterable[tuple[str, str]]) -> Floats:
    """One vector of length 1, the meaning's numbers and `SKETCH` more, from the network's vector (length 1) and the lemmas with their parts of speech.

    The sketch is a sum of random signs for each different content word (Achlioptas 2003), so that the product of two sketches counts the words that are shared.
    """
    lemmas = {lemma.lower() for lemma, tag in words if tag in CONTENT} - LIGHT
    sketch = np.zeros(SKETCH, np.float32)
    for lemma in sorted(lemmas):
        sketch += _signs(lemma)
    length = float(np.linalg.norm(sketch))
    if not length:
        return np.concatenate([meaning, sketch])
    return np.concatenate([meaning * np.float32((1 - WORDS) ** 0.5), sketch * np.float32(WORDS**0.5 / length)])


@lru_cache(maxsize=20_000)
def _signs(lemma: str) -> Floats:
    bits = np.unpackbits(np.frombuffer(blake2b(lemma.encode(errors="surrogatepass"), digest_size=SKETCH // 8).digest(), np.uint8))
    return bits.astype(np.float32) * 2 - 1
