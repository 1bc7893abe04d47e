"""The page of one task, and what people do with it there."""
