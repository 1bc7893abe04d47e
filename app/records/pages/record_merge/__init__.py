"""The dialog in which two records are merged, and the widget that undoes it."""
