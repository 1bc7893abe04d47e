"""What a person has written by hand, read by the rules of the language of the page; what programs send is not.

A text that came from an input of a page is a `Written`: fields read it as a person means it. Every other text is held
to the format of machines (`1250.50`, `2026-11-24`). What has two readings is asked back with both.
"""

from app.written.dates import read_day, read_moment
from app.written.numbers import read_number
from app.written.text import Unreadable, Written

__all__ = ["Unreadable", "Written", "read_day", "read_moment", "read_number"]
