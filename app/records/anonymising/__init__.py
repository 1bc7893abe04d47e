"""Takes the people out of records whose data are no longer needed."""

from app.records.anonymising.commands import register_anonymiser as register_anonymiser
