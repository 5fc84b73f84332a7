"""The leak guard: tells whether a text that leaves for a client names another one.

Free text is no field that the gate could hold back: a milestone of Acme's may mention Borealis. What leaves is searched
for other clients' names, aliases, keys of 3 or more characters, contacts' full names and mail domains but those of
public providers; as whole words, casefolded, in NFKC. What the client itself or a vendor of its engagements also has is
no hit, nor is a word inside of that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from pmdesk.portfolio import Portfolio

SHORTEST_KEY = 3
"""Shorter keys are everyday words."""
PUBLIC = frozenset({
    "126.com", "163.com", "aol.com", "fastmail.com", "fastmail.fm", "free.fr", "gmail.com", "gmx.at", "gmx.ch",
    "gmx.com", "gmx.de", "gmx.net", "googlemail.com", "hey.com", "hotmail.co.uk", "hotmail.com", "hotmail.es",
    "hotmail.fr", "icloud.com", "laposte.net", "libero.it", "live.com", "mac.com", "mail.com", "mail.ru",
    "mailbox.org", "me.com", "msn.com", "orange.fr", "outlook.com", "outlook.de", "outlook.es", "outlook.fr",
    "posteo.de", "proton.me", "protonmail.com", "qq.com", "rocketmail.com", "t-online.de", "tutanota.com", "web.de",
    "yahoo.co.in", "yahoo.co.jp", "yahoo.co.uk", "yahoo.com", "yahoo.de", "yahoo.es", "yahoo.fr", "yahoo.it",
    "yandex.com", "yandex.ru", "ymail.com", "zoho.com",
})  # fmt: skip
"""Mail domains that anybody may have (the largest providers' own)."""
REMEMBERED = 10_000
"""So many lines that name nobody are known again (categories stand on every item)."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Mention:
    """A word that names somebody else: where it stands, the line, the word as it is known, and whose it is."""

    where: str
    line: str
    word: str
    client: str

    def __str__(self) -> str:
        return f"{self.where}: mentions {self.word} ({self.client}): {self.line}"


def folded(text: str) -> str:
    """Give a text as it is compared: NFKC, casefolded, without what is not seen, blanks made one."""
    if text.isascii() and text.isprintable():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKC", text)
    seen = "".join(one for one in plain if unicodedata.category(one) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", seen.casefold()).split())


def _term(text: str) -> str:
    """Give what is looked for, without what is no letter at its ends; empty where no letter is left.

    A name of one letter and signs (``../../x``) stays whole: by its letter alone it would be found in any text.
    """
    plain = folded(text)
    words = list(_WORD.finditer(plain))
    bare = plain[words[0].start() : words[-1].end()] if words else ""
    return plain if len(bare) == 1 else bare


class _Terms:
    """Terms by their first word, so that a text is gone through once."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[int, str]]] = {}
        for term in terms:
            if found := _WORD.search(term):
                self._by_first.setdefault(found[0], []).append((found.start(), term))

    def found_in(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Give where terms stand in a folded text as whole words, with the term."""
        if self._by_first.keys().isdisjoint(_WORD.findall(text)):
            return
        for word in _WORD.finditer(text):
            for signs, term in self._by_first.get(word[0], ()):
                start = word.start() - signs
                end = start + len(term)
                inside = _WORD.match(term[-1]) and _WORD.match(text, end)
                if start >= 0 and text.startswith(term, start) and not inside:
                    yield start, end, term


class Guard:
    """Searches what leaves for one client; made once from the whole portfolio. ``exempt`` are words let pass."""

    def __init__(self, portfolio: Portfolio, client: str, exempt: Collection[str] = ()) -> None:
        own = {_term(word) for word in own_words(portfolio, client)}
        passed = {_term(word) for word in exempt}
        self._known: dict[str, tuple[str, str]] = {}
        for other, word in others_words(portfolio, client):
            term = _term(word)
            if term and term not in own and term not in passed:
                self._known.setdefault(term, (word, other))
        self._others = _Terms(self._known)
        self._own = _Terms(sorted((own | passed) - {""}))
        self._free: set[str] = set()

    def mentions(self, texts: Iterable[tuple[str, str]]) -> list[Mention]:
        """Search texts, each with the words that say where it stands; gives each word of each line once."""
        hits: list[Mention] = []
        for where, text in texts:
            for line in text.splitlines():
                if line in self._free:
                    continue
                found = list(self._in_line(where, line))
                hits += found
                if not found and len(self._free) < REMEMBERED:
                    self._free.add(line)
        return hits

    def _in_line(self, where: str, line: str) -> Iterator[Mention]:
        seen: set[str] = set()
        for form in dict.fromkeys((line, unquote(line))):
            text = folded(form)
            hits = list(self._others.found_in(text))
            spans = [(start, end) for start, end, _ in self._own.found_in(text)] if hits else []
            wider = [(start, end) for start, end, _ in hits]
            for start, end, term in hits:
                inside = any(low <= start and end <= high for low, high in spans)
                inside = inside or any(low <= start and end <= high and high - low > end - start for low, high in wider)
                if not inside and term not in seen:
                    seen.add(term)
                    yield Mention(where, line.strip(), *self._known[term])


def others_words(portfolio: Portfolio, client: str) -> Iterator[tuple[str, str]]:
    """Give what names the other clients: the client's key, and the word."""
    for row in portfolio.clients.values():
        if row.key == client:
            continue
        yield row.key, row.name
        yield from ((row.key, alias) for alias in row.aliases)
        if len(row.key) >= SHORTEST_KEY:
            yield row.key, row.key
    for contact in portfolio.contacts.values():
        head, _, key = contact.of.partition("/")
        if head == "client" and key != client:
            yield key, contact.name
            yield from ((key, domain) for domain in _domain(contact.email) if domain not in PUBLIC)


def own_words(portfolio: Portfolio, client: str) -> Iterator[str]:
    """Give what names a client itself, and the vendors of its engagements."""
    engagements = portfolio.engagements
    rows = portfolio.assignments.values()
    vendors = {row.vendor for row in rows if engagements[row.engagement].client == client}
    own = portfolio.clients.get(client)
    if own:
        yield from (own.name, own.key, *own.aliases)
    for key in vendors:
        yield from (portfolio.vendors[key].name, key)
    parties = {f"client/{client}", *(f"vendor/{key}" for key in vendors)}
    for contact in portfolio.contacts.values():
        if contact.of in parties:
            yield contact.name
            yield from _domain(contact.email)


def _domain(email: str) -> tuple[str, ...]:
    """Give the domain of a mail address in lower case, if it has one."""
    domain = email.rpartition("@")[2].strip().casefold() if "@" in email else ""
    return (domain,) if domain else ()
