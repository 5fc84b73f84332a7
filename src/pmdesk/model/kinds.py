"""The kinds of values that a column may hold: how each is read from text, written as text, and kept in the store.

A kind's ``parse`` takes the stripped, non-empty text of a cell and raises ``ValueError`` with words that follow the
quoted cell: ``is not a date (want YYYY-MM-DD)``. ``form`` gives the canonical text back; ``parse(form(v)) == v``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any
from zoneinfo import available_timezones

from pmdesk.frozen import frozen
from pmdesk.model import codes
from pmdesk.model.after import decode_after, form_after, parse_after, parse_typed
from pmdesk.model.clean import clean
from pmdesk.model.hours import parse_hours
from pmdesk.model.rule import MAX_YEAR, MIN_YEAR, parse_rule
from pmdesk.patterns import pattern


@frozen
class Kind:
    """One kind of value.

    ``sql`` is the column type in the store; ``decode`` turns what the store gives into the value (None: as it is),
    ``encode`` the value into what the store keeps. ``free`` marks text that a person typed, in which a spreadsheet
    could see a formula. ``typed`` reads what a person or a workbook gives, where that is more than ``form`` writes.
    ``options`` are the words of which the value is one, none where it is not one of a few. ``many`` reads texts that
    all are as ``form`` writes them, at once and to the same values as ``parse``; it gives None where one may not be.
    """

    name: str
    parse: Callable[[str], Any]
    form: Callable[[Any], str] = str
    sql: str = "TEXT"
    decode: Callable[[Any], Any] | None = None
    encode: Callable[[Any], Any] | None = None
    free: bool = False
    typed: Callable[[str], Any] | None = None
    options: tuple[str, ...] = ()
    many: Callable[[Sequence[str]], Sequence[Any] | None] | None = None

    @property
    def read(self) -> Callable[[str], Any]:
        """How the text of a person or of a workbook is read."""
        return self.typed or self.parse


_KEY = pattern(r"[A-Z0-9][A-Z0-9._-]{0,31}\Z")
_DATE = pattern(r"\d{4}-\d{2}-\d{2}\Z", ascii_=True)
_STAMP = pattern(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}\Z", ascii_=True)
_NUMBER = pattern(r"-?\d{1,15}(\.\d{1,4})?\Z", ascii_=True)
_WHOLE = pattern(r"\d{1,9}\Z", ascii_=True)
TEXT_LIMIT = 100_000
"""The most characters that a text may have."""


def parse_text(text: str) -> str:
    """Take a text as it is, cleaned; one of blanks only is no text."""
    value = clean(text)
    if len(value) > TEXT_LIMIT:
        raise ValueError(f"is longer than {TEXT_LIMIT:,} characters")
    return value if value[:1].isalnum() or value.strip() else ""


def _many_texts(texts: Sequence[str]) -> Sequence[str] | None:
    """Take texts as they are where there is nothing in any of them that is not kept."""
    joined = "\n".join(texts)
    is_kept = clean(joined) == joined and all(map(str.strip, texts)) and max(map(len, texts)) <= TEXT_LIMIT
    return texts if is_kept else None


def _parse_words(text: str) -> tuple[str, ...]:
    return _once(parse_text(text).split())


def parse_key(text: str) -> str:
    """Read a key in any case; it is kept in upper case."""
    key = text.upper()
    if not _KEY.match(key) or not text.isascii():
        raise ValueError("is not a key (want 1 to 32 of A-Z, 0-9, '.', '_', '-', beginning with a letter or digit)")
    return key


def _many_keys(texts: Sequence[str]) -> Sequence[str] | None:
    return texts if all(map(_KEY.match, texts)) else None


def parse_date(text: str) -> date:
    """Read ``YYYY-MM-DD``."""
    if _DATE.match(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    raise ValueError("is not a date (want YYYY-MM-DD)")


def _many_dates(texts: Sequence[str]) -> Sequence[date] | None:
    try:
        return list(map(date.fromisoformat, texts)) if all(map(_DATE.match, texts)) else None
    except ValueError:
        return None


def parse_stamp(text: str) -> datetime:
    """Read wall time, ``YYYY-MM-DDTHH:MM``, without a zone."""
    if _STAMP.match(text):
        try:
            value = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            if MIN_YEAR <= value.year <= MAX_YEAR:
                return value
            raise ValueError(f"lies outside the years {MIN_YEAR:04} to {MAX_YEAR}")
    raise ValueError("is not a time stamp (want YYYY-MM-DDTHH:MM)")


def _many_stamps(texts: Sequence[str]) -> Sequence[datetime] | None:
    try:
        values = list(map(datetime.fromisoformat, texts)) if all(map(_STAMP.match, texts)) else []
    except ValueError:
        return None
    return values if values and min(values).year >= MIN_YEAR and max(values).year <= MAX_YEAR else None


def form_stamp(value: datetime) -> str:
    """Write wall time as ``YYYY-MM-DDTHH:MM``."""
    return value.isoformat(timespec="minutes")


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def parse_zone(text: str) -> str:
    """Read an IANA zone name."""
    if text not in _zones():
        raise ValueError("is not a timezone (want an IANA name such as Europe/Madrid)")
    return text


def _parse_hours(text: str) -> str:
    parse_hours(text)
    return " ".join(text.split())


def parse_signed(text: str) -> Decimal:
    """Read a decimal with a point and at most 4 places; it is kept exactly."""
    if not _NUMBER.match(text):
        raise ValueError("is not a number (want a decimal with a point and at most 4 places)")
    return Decimal(text)


def parse_number(text: str) -> Decimal:
    """Read a decimal that is not negative."""
    value = parse_signed(text)
    if value.is_signed() and value:
        raise ValueError("is negative (want 0 or more)")
    return abs(value)


def form_number(value: Decimal) -> str:
    """Write a decimal without exponent and without trailing zeros."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def _parse_yes(text: str) -> bool:
    answer = {"yes": True, "no": False}.get(text.lower())
    if answer is None:
        raise ValueError("is neither yes nor no")
    return answer


def _whole(low: int, high: int | None) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not _WHOLE.match(text):
            raise ValueError("is not a whole number")
        value = int(text)
        if value < low or (high is not None and value > high):
            raise ValueError(f"is not between {low} and {high}" if high is not None else f"is less than {low}")
        return value

    return parse


def _parse_color(text: str) -> str:
    if text.lower() not in codes.COLORS:
        raise ValueError("is not a CSS3 colour name")
    return text.lower()


def _parse_currency(text: str) -> str:
    if text.upper() not in codes.CURRENCIES:
        raise ValueError("is not an ISO 4217 currency code")
    return text.upper()


_REGION = pattern(r"[A-Z]{2}(-[A-Z0-9]{1,10})?\Z")


def _parse_region(text: str) -> str:
    region = text.upper()
    if not _REGION.match(region) or not text.isascii():
        raise ValueError("is not a public-holiday region (want ES, ES-MD, US-NY)")
    return region


def _parse_who(heads: frozenset[str]) -> Callable[[str], str]:
    wanted = ", ".join(sorted("me" if head == "me" else f"{head}/KEY" for head in heads))

    def parse(text: str) -> str:
        head, slash, key = text.partition("/")
        head = head.lower()
        if head in heads and (head == "me") == (not slash):
            if head == "me":
                return head
            try:
                return f"{head}/{parse_key(key)}"
            except ValueError:
                pass
        raise ValueError(f"is not one of {wanted}")

    return parse


def _once(values: list[Any]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def _list_of(parse: Callable[[str], Any]) -> Callable[[str], tuple[Any, ...]]:
    def parse_list(text: str) -> tuple[Any, ...]:
        values = []
        for part in text.split():
            try:
                values.append(parse(part))
            except ValueError as error:
                raise ValueError(f"holds {part[:60]!r}, which {error}") from None
        return _once(values)

    return parse_list


def _joined(values: tuple[str, ...]) -> str:
    return " ".join(values)


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _stamps(text: str) -> tuple[datetime, ...]:
    return tuple(datetime.fromisoformat(part) for part in text.split())


def _form_stamps(values: tuple[datetime, ...]) -> str:
    return " ".join(form_stamp(value) for value in values)


_CRITERION = pattern(r"[^\W_][\w-]{0,39}\Z")


def _parse_weights(top: Decimal | None) -> Callable[[str], tuple[tuple[str, Decimal], ...]]:
    """Give how numbers by word are read: ``cost=2 references=3``; none above ``top``, which begin at 1 then."""

    def parse(text: str) -> tuple[tuple[str, Decimal], ...]:
        found: dict[str, Decimal] = {}
        for part in clean(text).split():
            name, equals, number = part.partition("=")
            if not equals or not _CRITERION.match(name):
                raise ValueError(f"holds {part[:60]!r} (want word=number: cost=2 references=3)")
            try:
                value = parse_number(number)
            except ValueError as error:
                raise ValueError(f"holds {part[:60]!r}, which {error}") from None
            if top is not None and not 1 <= value <= top:
                raise ValueError(f"holds {part[:60]!r}, which is not between 1 and {form_number(top)}")
            found[name.lower()] = value
        return tuple(found.items())

    return parse


def _form_weights(values: tuple[tuple[str, Decimal], ...]) -> str:
    return " ".join(f"{name}={form_number(value)}" for name, value in values)


def choice(*options: str) -> Kind:
    """Give the kind of a value that is one of a few words, read in any case."""
    known = {option.lower(): option for option in options}

    def parse(text: str) -> str:
        value = known.get(text.lower())
        if value is None:
            raise ValueError(f"is not one of {', '.join(options)}")
        return value

    return Kind("choice", parse, options=options)


def whole(low: int, high: int | None = None) -> Kind:
    """Give the kind of a whole number between two bounds, both included."""
    return Kind("integer", _whole(low, high), sql="INTEGER")


KEY = Kind("key", parse_key, many=_many_keys)
TEXT = Kind("text", parse_text, free=True, many=_many_texts)
DATE = Kind("date", parse_date, date.isoformat, decode=date.fromisoformat, encode=date.isoformat, many=_many_dates)
STAMP = Kind("time stamp", parse_stamp, form_stamp, decode=datetime.fromisoformat, encode=form_stamp, many=_many_stamps)
ZONE = Kind("timezone", parse_zone)
HOURS = Kind("hours", _parse_hours)
NUMBER = Kind("number", parse_number, form_number, decode=Decimal, encode=form_number)
SIGNED = Kind("number", parse_signed, form_number, decode=Decimal, encode=form_number)
EXACT = Kind("number", Decimal, str, decode=Decimal, encode=str)
YES_NO = Kind(
    "yes|no", _parse_yes, lambda value: "yes" if value else "no", sql="INTEGER", decode=bool, encode=int,
    options=("yes", "no"),
)  # fmt: skip
COLOR = Kind("color", _parse_color)
CURRENCY = Kind("currency", _parse_currency)
REGION = Kind("holidays", _parse_region)
WHO = Kind("who", _parse_who(frozenset({"me", "client", "vendor"})))
OWNER = Kind("owner", _parse_who(frozenset({"me", "client", "vendor", "contact"})))
PARTY = Kind("party", _parse_who(frozenset({"client", "vendor"})))
KEYS = Kind("list of keys", _list_of(parse_key), _joined, decode=_split, encode=_joined)
WORDS = Kind("list", _parse_words, _joined, decode=_split, encode=_joined, free=True)
STAMPS = Kind("list of time stamps", _list_of(parse_stamp), _form_stamps, decode=_stamps, encode=_form_stamps)
AFTER = Kind("predecessors", parse_after, form_after, decode=decode_after, encode=form_after, typed=parse_typed)
RRULE = Kind("rrule", parse_rule)
WEIGHTS = Kind("weights", _parse_weights(None), _form_weights, decode=_parse_weights(None), encode=_form_weights)
SCORES = Kind("scores", _parse_weights(Decimal(5)), _form_weights, decode=_parse_weights(None), encode=_form_weights)
