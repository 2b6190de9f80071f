"""Parsed articles into rows: one file a kind of finding, each a generator."""
