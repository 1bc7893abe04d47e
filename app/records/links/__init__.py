"""Links between any two records: set and removed by people, seen from both ends."""
