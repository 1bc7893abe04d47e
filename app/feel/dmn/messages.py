"""The words of every DMN problem by its stable code.

A problem carries its code and parameters; :func:`render` puts them into words.
"""

from __future__ import annotations

from collections.abc import Mapping

from ..words import ENGLISH, N_, NullTranslations, Plural, Template, fill

MESSAGES: dict[str, Template] = {
    # the document
    "xml-malformed": N_("This is not well-formed XML: %(reason)s"),
    "xml-forbidden": N_("%(what)s is not allowed in a DMN file"),
    "xml-too-large": Plural(
        "The file is larger than %(limit)s byte",
        "The file is larger than %(limit)s bytes",
        count="limit",
    ),
    "xml-too-deep": Plural(
        "Elements are nested deeper than %(limit)s level",
        "Elements are nested deeper than %(limit)s levels",
        count="limit",
    ),
    "xml-too-many": Plural(
        "The file has more than %(limit)s element",
        "The file has more than %(limit)s elements",
        count="limit",
    ),
    "not-dmn": N_("The root element is %(found)s, not DMN definitions (1.1 to 1.5)"),
    "element-missing": N_("%(element)s has no %(missing)s"),
    "attribute-unknown-value": N_('%(attribute)s="%(value)s" is not one of: %(allowed)s'),
    "id-duplicate": N_('The id "%(id)s" is used twice'),
    "name-duplicate": N_('The name "%(name)s" is used twice'),
    # references
    "reference-broken": N_('Nothing in this file has the id "%(href)s"'),
    "reference-kind": N_('"%(href)s" is %(found)s, expected %(expected)s'),
    "reference-not-imported": N_('No import brings the namespace "%(namespace)s" of "%(href)s"'),
    "import-missing": N_('The imported model "%(name)s" (%(namespace)s) was not given'),
    "import-unsupported": N_('Imports of type "%(type)s" are not supported'),
    "requirement-cycle": N_("Decisions require each other in a circle: %(path)s"),
    # types
    "type-unknown": N_('The type "%(type)s" is not known'),
    "type-cycle": N_("The type is defined through itself: %(path)s"),
    "value-not-of-type": N_("%(what)s: %(value)s is not of type %(type)s"),
    "value-not-allowed": N_("%(what)s: %(value)s is not one of the allowed values %(allowed)s"),
    # expressions
    "expression-syntax": "%(what)s: %(reason)s",
    "expression-empty": N_("%(what)s is empty"),
    "expression-language": N_('%(what)s is written in "%(language)s"; only FEEL is evaluated'),
    "name-unknown": "%(what)s: %(reason)s",
    "function-external": N_("External functions (%(kind)s) are not supported: no artifact reaches the host"),
    "decision-without-logic": N_('The decision "%(name)s" has no logic, its value is null'),
    # evaluation
    "decision-unknown": N_('There is no decision "%(name)s"'),
    "service-unknown": N_('There is no decision service "%(name)s"'),
    "evaluation-limit": N_("The evaluation was stopped: %(reason)s"),
    "limit-evaluations": Plural(
        "more than %(limit)s expression was evaluated",
        "more than %(limit)s expressions were evaluated",
        count="limit",
    ),
    "limit-seconds": N_("it took longer than %(limit)s seconds"),
    "limit-calls": Plural(
        "more than %(limit)s call is nested in another",
        "more than %(limit)s calls are nested in each other",
        count="limit",
    ),
    "limit-recursion": N_("calls are nested too deep"),
    "evaluation-warning": "%(reason)s",
    "not-a-function": N_("%(what)s: what is called is not a function"),
    "not-boolean": N_("%(what)s: expected true or false, got %(value)s"),
    "not-a-list": N_("%(what)s: expected a list, got %(value)s"),
    # decision tables
    "rule-width": N_("Rule %(row)s has %(found)s %(kind)s cells, the table has %(expected)s %(kind)s columns"),
    "output-unnamed": N_("A table with several outputs needs a name for each of them"),
    "table-without-outputs": N_("The decision table has no output column"),
    "aggregation-several-outputs": N_("Hit policy C%(symbol)s needs exactly one output column"),
    "aggregation-without-collect": N_("An aggregation goes only with hit policy COLLECT"),
    "priority-without-values": N_("Hit policy %(policy)s orders by the output's list of values, but no output has one"),
    "unique-several-hits": N_("Hit policy U allows one matching rule, but rules %(rows)s match"),
    "any-different-outputs": N_("Hit policy A needs equal outputs, but the matching rules %(rows)s differ"),
    "aggregation-not-numbers": N_("C%(symbol)s cannot aggregate %(value)s"),
    "rules-overlap": N_("Rules %(first)s and %(second)s both match %(example)s, but hit policy U allows one"),
    "rules-overlap-any": N_(
        "Rules %(first)s and %(second)s both match %(example)s but their outputs differ (hit policy A)"
    ),
    "rules-gap": N_("No rule matches %(example)s"),
    "analysis-incomplete": N_("The table is too large to be searched completely for overlaps and gaps"),
    "rule-unreachable": N_("Rule %(row)s never decides: earlier or stronger rules cover it"),
    "rule-never-matches": N_("Rule %(row)s never matches: its cell in column %(column)s allows no value"),
    "output-not-allowed": N_("Rule %(row)s: the output %(value)s is not one of the output values %(allowed)s"),
}


def render(code: str, parameters: Mapping[str, object], translations: NullTranslations = ENGLISH) -> str:
    """The message of ``code`` in the language of ``translations``.

    A parameter that is itself a problem or a FEEL error is shown in the same language.
    """
    return fill(MESSAGES.get(code, code), parameters, translations)
