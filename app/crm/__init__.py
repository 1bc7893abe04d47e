"""The records of the CRM: one package per record type."""
