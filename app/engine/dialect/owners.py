"""Where Camunda's elements may stand, and which properties an element knows."""

_CALLING = "userTask serviceTask scriptTask businessRuleTask sendTask receiveTask"
_NODES = (
    f"task manualTask {_CALLING} callActivity subProcess transaction startEvent endEvent intermediateCatchEvent"
    " intermediateThrowEvent boundaryEvent exclusiveGateway inclusiveGateway parallelGateway eventBasedGateway"
)

# Where `camunda:inputOutput` fills something: activities, events that send, and events that receive.
PARAMETER_OWNERS = frozenset(
    f"{_CALLING} callActivity subProcess transaction endEvent intermediateThrowEvent"
    " startEvent intermediateCatchEvent boundaryEvent".split()
)
MAPPING_OWNERS = frozenset({"callActivity"})
JOB_OWNERS = frozenset(_NODES.split())
# Elements that cannot do without an id.
IDENTIFIED = frozenset(f"process {_NODES} sequenceFlow message signal error escalation".split())
# Names of `camunda:properties`, by the element that has them; `outcome:` stands for all that begin so.
_COMMON_PROPERTIES = frozenset({"name:en", "documentation:en"})
_COLLECTING = frozenset({"outputCollection", "outputElement"})
PROPERTY_NAMES: dict[str, frozenset[str]] = {
    "": _COMMON_PROPERTIES,
    "process": _COMMON_PROPERTIES | {"recordType", "variables"},
    "endEvent": _COMMON_PROPERTIES | {"message", "message:en", "missing"},
    "error": _COMMON_PROPERTIES | {"message", "message:en", "missing"},
    **dict.fromkeys(f"{_CALLING} callActivity subProcess transaction".split(), _COMMON_PROPERTIES | _COLLECTING),
    "userTask": _COMMON_PROPERTIES | _COLLECTING | {"outcome:"},
}
