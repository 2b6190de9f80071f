"""The encoder and what is read from its scores: wordpieces in; trees, names and lemmas out."""
