"""The settings: each with its name, what it is for, what it may be; one list for terminal and command line."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from pmdesk.cleaning import clean
from pmdesk.errors import InputError
from pmdesk.model.kinds import form_number, parse_number

DAYS_MOST = 36_525
"""The most days that something stays: a hundred years."""
HOURS_MOST = 1_000
"""The most business hours that somebody has to answer: half a year."""
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}\Z")


class Holder(Protocol):
    """What keeps settings."""

    def setting(self, name: str) -> str | None:
        """Give what is kept under a name."""
        ...

    def set_setting(self, name: str, value: str) -> None:
        """Keep a value; an empty one is the usual one."""
        ...


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its words, what holds where it is empty, its options (none: free), and how a value is read.

    ``is_look`` tells that the configuration file may say it too.
    """

    name: str
    words: str
    usual: str
    options: tuple[str, ...] = ()
    hint: str = ""
    check: Callable[[str], str] | None = None
    is_look: bool = False

    def read(self, text: str) -> str:
        """Give the value as it is kept, empty for the usual one; ValueError says what is wrong."""
        value = clean(text).strip()
        if not value or value == self.usual:
            return ""
        if self.options and value not in self.options:
            raise ValueError(f"is not one of {', '.join(self.options)}")
        return self.check(value) if self.check else value


def _hours(value: str) -> str:
    try:
        hours = parse_number(value)
    except ValueError:
        hours = Decimal(0)
    if not 0 < hours <= HOURS_MOST:
        raise ValueError(f"is not a number of hours up to {HOURS_MOST}")
    return form_number(hours)


def _days(value: str) -> str:
    if not (value.isascii() and value.isdecimal() and 1 <= int(value[:6]) <= DAYS_MOST):
        raise ValueError(f"is not a number of days from 1 to {DAYS_MOST}")
    return str(int(value))


def _words(value: str) -> str:
    return "; ".join(dict.fromkeys(word.strip() for word in re.split(r"[;\n]", value) if word.strip()))


def _folder(value: str) -> str:
    if "\n" in value:
        raise ValueError("is no folder")
    return value


def _theme(value: str) -> str:
    if not _NAME.match(value):
        raise ValueError("is no theme's name")
    return value


SETTINGS: tuple[Setting, ...] = (
    Setting("theme", "the colours: a theme of pmdesk or of Textual", "pmdesk-dark", check=_theme, is_look=True,
            hint="pmdesk-light, ansi-dark, nord …"),
    Setting("glyphs", "the signs that screens draw with", "auto", ("auto", "unicode", "ascii"), is_look=True),
    Setting("brief", "a brief when one turns to a client", "on", ("on", "off")),
    Setting("date_order", "how 3/4 is read: day first, month first, or refused", "refused", ("refused", "dmy", "mdy")),
    Setting("calendar_folder", "the folder that calendars are written to", "calendars beside the store",
            check=_folder, hint="~/calendars"),
    Setting("report_templates", "the folder with report templates of your own", "those of the program",
            check=_folder, hint="~/reports/templates"),
    Setting("answer_hours", "business hours in which an escalation wants an answer", "8", check=_hours),
    Setting("cancelled_days", "days for which what is cancelled stays in calendars", "90", check=_days),
    Setting("guard_exempt", "words that the leak guard lets pass", "none", check=_words, hint="word; another word"),
)  # fmt: skip
"""All of them, in the order in which they are shown."""
BY_NAME: Mapping[str, Setting] = {one.name: one for one in SETTINGS}


def find(name: str) -> Setting:
    """Give the setting of a name; InputError names what is near."""
    known = BY_NAME.get(name.strip().lower().replace("-", "_"))
    if known is not None:
        return known
    from difflib import get_close_matches

    near = get_close_matches(name, BY_NAME, 1, 0.5)
    raise InputError(f"there is no setting {name}", f"do you mean {near[0]}?" if near else ", ".join(BY_NAME))


def value_of(holder: Holder, setting: Setting) -> str:
    """Give what holds now."""
    return holder.setting(setting.name) or setting.usual


def values(holder: Holder) -> dict[str, str]:
    """Give what holds now, by name."""
    return {one.name: value_of(holder, one) for one in SETTINGS}


def keep(holder: Holder, typed: Mapping[str, str]) -> None:
    """Keep values; InputError names the first that can't be, and nothing is kept then."""
    read: dict[str, str] = {}
    for name, text in typed.items():
        setting = find(name)
        try:
            read[setting.name] = setting.read(text)
        except ValueError as error:
            raise InputError(f"{setting.name}: {text!r} {error}") from None
    for name, value in read.items():
        holder.set_setting(name, value)
