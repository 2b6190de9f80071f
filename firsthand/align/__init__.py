"""Rows of many articles to the rows of the story. Every function only asks; the store writes what it gives."""
