"""Words about what an artifact names and what is not there."""

from app.engine.problems.words.entry import Entry, administration, error, warning
from app.i18n import N_

REFERENCES: dict[str, Entry] = {
    "record-type-unknown": error(N_("“%(name)s”: unknown record type “%(record_type)s”."), "%(hint)s"),
    "role-unknown": error(N_("“%(name)s”: the lifecycle “%(record_type)s” has no role “%(role)s”."), "%(hint)s"),
    "status-unknown": error(N_("“%(name)s”: the lifecycle “%(record_type)s” has no status “%(status)s”."), "%(hint)s"),
    "text-unknown": error(
        N_("“%(name)s”: %(what)s compares “%(path)s” with “%(text)s”, which it can never be."), "%(hint)s"
    ),
    "decision-text-unknown": error(
        N_("“%(name)s”: the decision table “%(decision)s” compares “%(path)s” with “%(text)s”, which it can never be."),
        "%(hint)s",
    ),
    "requests-unheard": error(
        N_(
            "“%(name)s”: the process reads “requested_status” but waits nowhere for the message “statusRequested”:"
            " nobody"
            " could change the status."
        ),
        N_("Name the message that it waits for statusRequested."),
    ),
    "form-unknown": error(N_("“%(name)s”: there is no form “%(form)s”."), "%(hint)s"),
    "decision-unknown": error(N_("“%(name)s”: there is no decision table “%(decision)s”."), "%(hint)s"),
    "decision-reads-unknown": error(
        N_("“%(name)s”: the decision table “%(decision)s” reads “%(unknown)s”, which is not there."),
        N_("Pass the value as an input parameter of that name. %(hint)s"),
    ),
    "process-unknown": error(N_("“%(name)s”: there is no process “%(process)s”."), "%(hint)s"),
    "status-of-other-records": error(
        N_("“%(name)s”: the signal is about “%(record_type)s”, the process about “%(about)s”: it would never begin."),
        N_("Set the process property recordType = %(record_type)s, or listen to the signal “%(about)s.status”."),
    ),
    "called-other-records": error(
        N_("“%(name)s”: the process “%(process)s” runs only on “%(record_type)s”; this one is about others."),
        N_("Take the property recordType from the called process, or call another process."),
    ),
    "called-starts-too": warning(
        N_("“%(name)s”: the process “%(process)s” also starts by itself, with every new “%(record_type)s”."),
        N_("If it is only there to be called, untick its Startable (camunda:isStartableInTasklist)."),
    ),
    "task-asks-others": administration(
        N_("“%(name)s” asks others now, and lends them the fields of its form: %(people)s; fields: %(fields)s."),
        N_("An administrator confirms it, or publishes the file."),
    ),
    "task-lends-fields": administration(
        N_("“%(name)s” lends more fields now to those whom it asks: %(people)s; fields: %(fields)s."),
        N_("An administrator confirms it, or publishes the file."),
    ),
    "artifact-version-unknown": error(N_("“%(name)s”: “%(key)s” has no version %(version)s.")),
    "topic-unknown": error(
        N_(
            "“%(name)s”: there is no action “%(topic)s”, and for an external worker its name is too much like our"
            " actions."
        ),
        N_("%(hint)s For an external worker choose another topic."),
    ),
    "priority-of-action": error(
        N_("“%(name)s”: camunda:taskPriority is for external workers, but the action “%(topic)s” is done at once."),
        N_("Remove the attribute."),
    ),
    "input-unknown": error(N_("“%(name)s”: the action “%(topic)s” has no input “%(parameter)s”."), "%(hint)s"),
    "input-missing": error(
        N_("“%(name)s”: the action “%(topic)s” needs the input “%(parameter)s”."), N_("Set it in camunda:inputOutput.")
    ),
    "input-invalid": error(
        N_("“%(name)s”: the input “%(parameter)s” of the action “%(topic)s” does not fit: %(reason)s")
    ),
    "field-unknown": error(N_("“%(name)s”: “%(record_type)s” has no field “%(field)s”."), "%(hint)s"),
    "file-kind-unknown": error(N_("Files of this kind are not published."), N_("Published are: %(known)s.")),
    "file-name-taken": error(
        N_("Two files of the deployment have this name."), N_("Give one of them another name: only one would be kept.")
    ),
    "key-taken": error(N_("The file %(other)s has the same key “%(key)s”."), N_("Give one of them another key.")),
    "key-renamed": error(
        N_(
            "The key of this file has been “%(before)s” so far, now it is “%(key)s”: “%(before)s” would stay in"
            " force beside it."
        ),
        N_("Give it the id “%(before)s” again; for something new, give the file another name."),
    ),
    "decision-none": error(N_("There is no decision in the file."), N_("Draw a decision table.")),
    "deployment-too-large": error(
        N_("The files have %(size)s MiB together, at most %(limit)s MiB are taken at once."),
        N_("Publish fewer files at once, or have DEALFLOW_DEPLOYMENT_LIMIT raised."),
    ),
    "deployment-too-slow": error(
        N_("Reading and checking the files takes longer than %(limit)s s."),
        N_("Publish fewer files at once, or have DEALFLOW_DEPLOYMENT_TIME raised."),
    ),
    "nothing-to-deploy": error(N_("There is no file.")),
}
