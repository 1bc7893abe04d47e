"""Comments on records of every type, and the people who are called in them."""
