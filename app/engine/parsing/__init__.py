"""Reading diagrams: from bytes to process specs that the engine runs."""
