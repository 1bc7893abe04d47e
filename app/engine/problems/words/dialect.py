"""Words about elements and attributes that do not run."""

from app.engine.problems.words.entry import Entry, error, warning
from app.i18n import N_, Plural

DIALECT: dict[str, Entry] = {
    "not-bpmn": error(
        N_("This is not a BPMN diagram: the root element is “%(tag)s”."), N_("Save the diagram as BPMN 2.0 XML.")
    ),
    "element-refused": error(N_("“%(name)s”: the element “%(tag)s” is not executed. %(why)s")),
    "element-unknown": error(N_("“%(name)s”: unknown element “%(tag)s”."), N_("Remove it.")),
    "element-not-here": error(N_("“%(name)s”: the element “%(tag)s” is not executed here."), N_("Remove it.")),
    "attribute-refused": error(N_("“%(name)s”: the attribute “%(attribute)s” is not executed. %(why)s")),
    "attribute-unknown": error(
        N_("“%(name)s”: unknown attribute “%(attribute)s” of the element “%(tag)s”."), N_("Remove it.")
    ),
    "property-unknown": error(N_("“%(name)s”: unknown property “%(property)s”."), N_("Known: %(known)s.")),
    "property-duplicate": error(N_("“%(name)s”: the property “%(property)s” is given twice."), N_("Keep one.")),
    "id-missing": error(
        N_("An element “%(tag)s” has no id."), N_("Give it an id that occurs nowhere else in the file.")
    ),
    "id-duplicate": error(
        N_("The id “%(id)s” occurs twice in the file (lines %(first)s and %(second)s)."),
        N_("Give one of the elements another id."),
    ),
    "id-reserved": error(N_("The id “%(id)s” is taken inside the engine."), N_("Give the element another id.")),
    "too-long": error(
        Plural(
            "“%(name)s”: %(what)s is longer than %(limit)s character.",
            "“%(name)s”: %(what)s is longer than %(limit)s characters.",
            count="limit",
        ),
        N_("Make it shorter."),
    ),
    "diagram-missing": warning(
        N_("The file has no picture of the diagram (BPMNDiagram): the process runs, but it cannot be shown."),
        N_("Draw the diagram in an editor."),
    ),
    "shape-missing": warning(
        N_("“%(name)s” is not drawn on the diagram."), N_("Open the diagram in an editor and draw the element.")
    ),
    "process-missing": error(N_("The file has no executable process."), N_('Set isExecutable="true" on the process.')),
    "process-not-executable": warning(N_("The process “%(name)s” is marked as not executable and is not published.")),
    "process-key-taken": error(
        N_("The process “%(id)s” is also in the file %(other)s."), N_("Give one of them another id.")
    ),
    "build-failed": error(N_("“%(name)s”: the process could not be built: %(reason)s.")),
}
