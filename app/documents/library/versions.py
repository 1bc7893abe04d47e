"""Where the contents of library files stand among all files: each version is a file of its own, the latest is shown."""

from app.files.places import Place

PLACE = Place("library_item", "content")
