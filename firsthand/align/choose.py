from firsthand.reading.metadata import choose, published_range as published_interval
__all__=["choose","published_interval"]
