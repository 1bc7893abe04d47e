"""Writes docs/dialect.md anew."""

from pathlib import Path

from app.engine.dialect.document import dialect_document

PAGE = Path(__file__).parents[3] / "docs" / "dialect.md"

if __name__ == "__main__":
    PAGE.write_text(dialect_document(), encoding="utf-8")
