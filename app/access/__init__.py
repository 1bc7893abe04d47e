"""People, groups and what they may do."""
