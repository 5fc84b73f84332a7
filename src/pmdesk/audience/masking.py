"""What one client's work taught, told so that another may read it: nothing in it says who that client is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pmdesk.model import Client, Contact, Engagement
from pmdesk.portfolio import Portfolio

CLIENT, CONTACT, SITE, WORK, CODE = "the client", "a contact", "a site", "the engagement", "[code]"
MAIL, PHONE, LINK = "[mail address]", "[phone number]", "[link]"
_SHORTEST = 3
"""Shorter names and keys are everyday words."""
_PATTERNS = (
    (re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE), LINK),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), MAIL),
    (re.compile(r"(?<!\w)\+?\d[\d ()/.-]{7,}\d(?!\w)"), PHONE),
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z|\d{1,2}[./]\d{1,2}[./]\d{2,4}\Z")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text in which nobody is named, and what was replaced in it, each word once, with what stands there now."""

    text: str
    replaced: tuple[tuple[str, str], ...]


class Mask:
    """Replaces what names a client: its name and aliases, contacts, sites, engagements, and the keys of all of them.

    ``keys`` are further codes of its work (milestones, meetings, measures). Words are found whole, in any case but for
    parts of names, which are found as they are written.
    """

    def __init__(self, portfolio: Portfolio, client: str, keys: Iterable[str] = ()) -> None:
        terms: dict[str, str] = {}
        for word, instead in _words(portfolio, client, keys):
            plain = _plain(word)
            if len(plain) >= _SHORTEST:
                terms.setdefault(plain.casefold(), instead)
        parts = {part: instead for part, instead in _parts(portfolio, client) if part.casefold() not in terms}
        self._terms, self._parts_of = terms, parts
        self._whole = _pattern(terms, re.IGNORECASE)
        self._some = _pattern(parts, 0)
        heads = sorted({client, *(row.key for row in _work(portfolio, client))}, key=len, reverse=True)
        tail = "|".join(re.escape(head) for head in heads if len(head) >= _SHORTEST)
        self._codes = re.compile(rf"(?<!\w)(?:{tail})[._-][\w.-]*\w", re.IGNORECASE) if tail else None

    def masked(self, text: str) -> Masked:
        """Give a text without what names the client."""
        found: dict[str, str] = {}
        plain = _plain(text)
        for pattern, instead in _PATTERNS:
            plain = pattern.sub(lambda hit, instead=instead: _swap(hit[0], instead, found), plain)  # type: ignore[misc]  # called at once
        if self._codes is not None:
            plain = self._codes.sub(lambda hit: _swap(hit[0], CODE, found), plain)
        if self._whole is not None:
            plain = self._whole.sub(lambda hit: _swap(hit[0], self._instead(hit[0]), found), plain)
        if self._some is not None:
            plain = self._some.sub(lambda hit: _swap(hit[0], self._parts_of[hit[0]], found), plain)
        return Masked(_tidied(plain), tuple(found.items()))

    def _instead(self, word: str) -> str:
        return self._terms[" ".join(word.casefold().split())]


def _swap(word: str, instead: str, found: dict[str, str]) -> str:
    if instead == PHONE and _DAY.match(word.strip()):
        return word
    found.setdefault(word, instead)
    return instead


def _plain(text: str) -> str:
    """Give a text in one form of its signs (NFKC), without those that are not seen."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(one for one in plain if unicodedata.category(one) != "Cf").strip("\u200b")


def _tidied(text: str) -> str:
    """Take out articles that stand before what stands there now, and what it repeats."""
    text = re.sub(r"\b(?:the|a|an) (?=(?:the client|the engagement|a contact|a site)\b)", "", text, flags=re.IGNORECASE)
    return re.sub(r"\b(the client|a contact|a site|the engagement)(?:[\s,]+\1\b)+", r"\1", text)


def _pattern(words: Iterable[str], flags: int) -> re.Pattern[str] | None:
    listed = sorted(words, key=len, reverse=True)
    if not listed:
        return None
    told = "|".join(r"\s+".join(re.escape(part) for part in word.split()) for word in listed)
    return re.compile(rf"(?<!\w)(?:{told})(?!\w)", flags)


def _words(portfolio: Portfolio, client: str, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    row = portfolio.clients.get(client)
    if row is not None:
        yield from ((word, CLIENT) for word in (row.name, *row.aliases, row.key))
    for contact in _contacts(portfolio, client):
        yield contact.name, CONTACT
        yield contact.key, CONTACT
    for site in portfolio.sites.values():
        if site.client == client:
            yield site.name, SITE
            yield from ((line, SITE) for line in site.address.splitlines())
            yield site.key, SITE
    for work in _work(portfolio, client):
        yield work.name, WORK
        yield work.key, WORK
    yield from ((key, CODE) for key in keys)


def _parts(portfolio: Portfolio, client: str) -> Iterator[tuple[str, str]]:
    """Give parts of names that name somebody too: the first word of the client's, each of a person's."""
    row = portfolio.clients.get(client)
    if row is not None:
        head = _first(row)
        yield from ((one, CLIENT) for one in dict.fromkeys((head, head.capitalize(), head.upper())) if head)
    for contact in _contacts(portfolio, client):
        for part in _plain(contact.name).split():
            bare = part.strip(".,()'’")
            if len(bare) >= _SHORTEST and bare[:1] != bare[:1].lower():
                yield bare, CONTACT


def _first(row: Client) -> str:
    words = _plain(row.name).split()
    head = words[0].strip(".,()") if words else ""
    return head if len(head) > _SHORTEST and head.casefold() not in {"the", "grupo", "group", "banco", "bank"} else ""


def _contacts(portfolio: Portfolio, client: str) -> list[Contact]:
    return [row for row in portfolio.contacts.values() if row.of == f"client/{client}"]


def _work(portfolio: Portfolio, client: str) -> list[Engagement]:
    return [row for row in portfolio.engagements.values() if row.client == client]
