"""What shows a story: reads only."""
