"""The log: one line for each thing said, whatever those who asked have put into their requests."""

import logging
import re
from copy import copy
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from flask.logging import default_handler

_LOG_SIZE = 10_000_000  # bytes of one log file
_LOGS_KEPT = 5  # older ones
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"

# What ends a line or moves the cursor: control characters, and the separators of lines and paragraphs of Unicode.
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def printable(text: str) -> str:
    """The text with everything that would end its line, or turn it round, written as an escape."""
    return _UNPRINTABLE.sub(lambda found: found[0].encode("unicode_escape", "surrogatepass").decode("ascii"), text)


class OneLine(logging.Formatter):
    """A record in one line; the lines of a traceback begin with a tab, so that none of them passes for a record."""

    def format(self, record: logging.LogRecord) -> str:
        record = copy(record)
        record.exc_text = None  # what another formatter has made of it
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:
        record.message = printable(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:
        lines = super().formatException(ei).splitlines()
        return "\n".join("\t" + printable(line) for line in lines)

    def formatStack(self, stack_info: str) -> str:
        return "\n".join("\t" + printable(line) for line in stack_info.splitlines())


def log_to(folder: Path) -> logging.Handler:
    """Write the log into a file of this folder, for its owner only, and let it speak plainly on the terminal, too.

    Returns:
        The handler, for whoever wants to take it away again.
    """
    handler = RotatingFileHandler(folder / "dealflow.log", maxBytes=_LOG_SIZE, backupCount=_LOGS_KEPT, encoding="utf-8")
    (folder / "dealflow.log").chmod(0o600)
    for each in (handler, default_handler):
        each.setFormatter(OneLine(_FORMAT))
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.INFO)
    for talkative in ("apscheduler", "spiff"):  # a line for every tick and every step of the engine
        logging.getLogger(talkative).setLevel(logging.WARNING)
    return handler
