"""The page that takes the people out of a record whose data are no longer needed."""
