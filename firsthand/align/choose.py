from firsthand.reading.metadata import choose
from firsthand.reading.metadata import published_range as published_interval

__all__ = ["choose", "published_interval"]
