"""The dialog and the widget of links between any two records."""
