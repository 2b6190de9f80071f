"""Accuracy and speed on public data and beside peers. Every benchmark takes its data by path and is skipped, aloud, without it."""
