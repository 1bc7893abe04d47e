"""What a link to a record says of it before one follows it."""
