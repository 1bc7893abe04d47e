"""The built-in functions of DMN 1.5 (10.3.4), one module per family."""

from typing import Final

from ..names import Candidates, candidates_of
from . import boolean, context, conversion, list_, numeric, range_, sort, statistics, string, temporal
from .registry import BUILT_INS, BuiltIn

FAMILIES: Final = (boolean, context, conversion, list_, numeric, range_, sort, statistics, string, temporal)
"""The modules that register functions when they are imported."""

BUILT_IN_CANDIDATES: Final[Candidates] = candidates_of(BUILT_INS)
"""The built-in names of several words, by their first."""

__all__ = ["BUILT_INS", "BUILT_IN_CANDIDATES", "FAMILIES", "BuiltIn"]
