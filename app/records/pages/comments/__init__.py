"""The widget of comments on cards, and the page of mentions."""
