"""What stands where personal data stood."""

TOMBSTONE = "[обезличено / anonymised]"
