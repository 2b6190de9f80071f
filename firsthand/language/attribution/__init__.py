"""Who is said to say, believe or intend what: cues found by a small network, and the words of their source and content."""
