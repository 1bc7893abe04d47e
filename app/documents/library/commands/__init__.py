"""What can be done to the library: one use case per file, each inside the unit of work of whoever calls."""
