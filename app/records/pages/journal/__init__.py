"""Journals: the lists of records, with columns, filters, selection and totals."""
