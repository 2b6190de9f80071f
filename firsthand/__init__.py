"""Firsthand rebuilds what stands behind the coverage of a story: who said what, on the exact words."""

__version__ = "0.1.0"
