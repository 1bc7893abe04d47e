"""The forms of people and groups."""

from typing import Any
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, NumberRange, Optional, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from app.access.commands import PeopleError
from app.access.passwords import MAXIMUM_LENGTH, MINIMUM_LENGTH
from app.access.scopes import READ, SCOPES
from app.access.tokens import DAYS, MOST_DAYS
from app.i18n import LANGUAGES, language_name
from app.i18n import lazy_gettext as _l

LANGUAGE_CHOICES = [
    SelectChoice("", _l("As the browser")),
    *(SelectChoice(language, language_name(language)) for language in LANGUAGES),
]
THEME_CHOICES = [
    SelectChoice("", _l("As the system")),
    SelectChoice("light", _l("Light")),
    SelectChoice("dark", _l("Dark")),
]

_PLACES = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")

_required = InputRequired(_l("Fill this in."))
_email = Regexp(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", message=_l("An e-mail address looks like name@example.com."))


def _no_longer_than(length: int) -> Length:
    return Length(max=length, message=_l("At most %(max)d characters."))


def _password_length() -> Length:
    return Length(MINIMUM_LENGTH, MAXIMUM_LENGTH, _l("A password has from %(min)d to %(max)d characters."))


def _stripped(text: str | None) -> str | None:
    return text.strip() if text else text


class SignInForm(FlaskForm):
    login = StringField(_l("Login"), [_required, Length(max=64)], filters=[_stripped])
    password = PasswordField(_l("Password"), [_required])
    remember = BooleanField(_l("Remember me on this computer"))


class TokenForm(FlaskForm):
    """A personal token for a program."""

    name = StringField(_l("For which program"), [_required, _no_longer_than(100)], filters=[_stripped])
    days = IntegerField(
        _l("Valid for, days"),
        [Optional(), NumberRange(1, MOST_DAYS, _l("From %(min)s to %(max)s days."))],
        default=DAYS,
        description=_l("Empty: 90 days."),
    )
    scopes = SelectMultipleField(
        _l("The program may"),
        [Optional()],
        choices=[SelectChoice(scope, words) for scope, words in SCOPES.items()],
        default=[READ],
        description=_l("Nothing ticked: only read."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


class ProfileForm(FlaskForm):
    """What a person may change about themselves."""

    email = EmailField(_l("E-mail"), [Optional(), _email, _no_longer_than(255)], filters=[_stripped])
    phone = TelField(_l("Phone"), [_no_longer_than(64)], filters=[_stripped])
    language = SelectField(_l("Language"), choices=LANGUAGE_CHOICES)
    theme = SelectField(_l("Theme"), choices=THEME_CHOICES)
    time_zone = SelectField(_l("Time zone"))

    def __init__(self, *args: Any, default_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.time_zone.choices = zone_choices(default_zone)


class PasswordForm(FlaskForm):
    current = PasswordField(_l("Current password"), [_required])
    password = PasswordField(_l("New password"), [_required, _password_length()])
    again = PasswordField(
        _l("New password again"), [_required, EqualTo("password", _l("The two passwords are not the same."))]
    )


class ResetPasswordForm(FlaskForm):
    password = StringField(_l("New password"), [_required, _password_length()])


class PersonForm(FlaskForm):
    """A person as the administrator sees them."""

    login = StringField(
        _l("Login"),
        [_required, _no_longer_than(64)],
        filters=[_stripped],
        description=_l("Latin letters, digits and . _ @ -"),
    )
    password = StringField(_l("Password"), [_required, _password_length()], description=_l("Tell it to the person."))
    last_name = StringField(_l("Last name"), [_required, _no_longer_than(100)], filters=[_stripped])
    first_name = StringField(_l("First name"), [_required, _no_longer_than(100)], filters=[_stripped])
    middle_name = StringField(_l("Middle name"), [_no_longer_than(100)], filters=[_stripped])
    email = EmailField(_l("E-mail"), [Optional(), _email, _no_longer_than(255)], filters=[_stripped])
    phone = TelField(_l("Phone"), [_no_longer_than(64)], filters=[_stripped])
    job_title = StringField(_l("Job title"), [_no_longer_than(255)], filters=[_stripped])
    line_manager_id = SelectField(
        _l("Line manager"),
        coerce=lambda value: int(value) if value else None,
        description=_l("Sees the tasks of this person among the tasks of subordinates."),
    )
    groups = SelectMultipleField(
        _l("Groups"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(), validate_choice=True
    )
    disabled = BooleanField(
        _l("Disabled"), description=_l("May not sign in. Their records and history stay as they are.")
    )
    successor_id = SelectField(
        _l("Hand over to"),
        coerce=lambda value: int(value) if value else None,
        description=_l(
            "What somebody who is disabled holds goes to this person. Without one, tasks go back to their group."
        ),
    )


class GroupForm(FlaskForm):
    id = StringField(
        _l("Id"),
        [_required, _no_longer_than(64)],
        filters=[_stripped],
        description=_l("Roles of the lifecycle files are bound to it; it cannot be changed later."),
    )
    name_ru = StringField(_l("Name in Russian"), [_required, _no_longer_than(200)], filters=[_stripped])
    name_en = StringField(_l("Name in English"), [_no_longer_than(200)], filters=[_stripped])


def zone_choices(default_zone: str) -> list[SelectChoice]:
    """All time zones, the installation's first as the choice of nobody."""
    names = sorted(name for name in available_timezones() if name.partition("/")[0] in _PLACES)
    default = SelectChoice("", _l("As in the settings (%(zone)s)", zone=default_zone))
    return [default, *(SelectChoice(name, name) for name in names)]


def show_error(form: FlaskForm, error: PeopleError) -> None:
    """Put the refusal beside the field it is about, or on top when the form has no such field."""
    field = form._fields.get(error.field)
    if field is None:
        form.form_errors.append(error.message)
    else:
        field.errors = [*field.errors, error.message]
