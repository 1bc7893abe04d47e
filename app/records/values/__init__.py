"""What records hold: related rows, computed values, limits, words by which they are found."""
