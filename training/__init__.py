"""The recipe that makes the language model's weights; it runs apart from the package and is never imported by it."""
