"""Dealflow: a CRM in which the diagram decides."""
