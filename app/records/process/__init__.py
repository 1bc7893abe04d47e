"""What diagrams and the engine have to do with records."""
