"""Which lessons belong to something that is being made: by tags, vendor, kind and words."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pmdesk.model import Engagement, Lesson, Milestone, Noun, RaidItem, Vendor
from pmdesk.portfolio.folding import tokens

ENOUGH = 3
"""From so many points on a lesson is like something: a tag, a vendor, a kind with a word, or three words."""
TAG, VENDOR, KIND, TITLE, WORD = 3, 3, 1, 2, 1
_SHORTEST = 4
"""Shorter words say too little to be alike by."""
_COMMON = frozenset({
    "about", "after", "again", "against", "also", "been", "before", "between", "cannot", "could", "does", "done",
    "each", "engagement", "every", "first", "from", "have", "into", "late", "later", "less", "made", "make", "many",
    "more", "most", "much", "must", "need", "needs", "never", "next", "only", "other", "over", "project", "risk",
    "same", "should", "some", "still", "such", "than", "that", "their", "them", "then", "there", "these", "they",
    "this", "those", "through", "time", "under", "until", "very", "was", "were", "what", "when", "where",
    "which", "while", "will", "with", "within", "without", "work", "would", "your",
    "para", "pero", "como", "este", "esta", "desde", "hasta", "sobre", "und", "nicht", "eine", "einer", "oder", "wird",
})  # fmt: skip
"""Words of everyday and of the trade, by which anything would be like anything."""
_KINDS: dict[type[Noun], tuple[str, ...]] = {
    Engagement: ("engagement", "start", "proposal", "bid"), Vendor: ("vendor", "supplier", "selection"),
    RaidItem: ("risk", "issue"), Milestone: ("milestone",),
}  # fmt: skip
"""Tags that lessons about a kind of thing have."""
_SAID: dict[type[Noun], tuple[str, ...]] = {
    Engagement: ("name", "objective", "notes"), Vendor: ("name", "services", "notes"),
    RaidItem: ("title", "plan", "trigger", "notes"), Milestone: ("title", "acceptance"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Like:
    """A lesson that belongs to something, by how much, and why in words (``tag permit``, ``FibreCo``)."""

    lesson: Lesson
    score: int
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What a lesson is held against: words, the vendors with their names, tags of the kind, the engagement itself."""

    words: frozenset[str]
    vendors: frozenset[str]
    names: tuple[str, ...]
    kinds: frozenset[str]
    engagement: str | None

    @property
    def is_empty(self) -> bool:
        """Whether nothing can be like it."""
        return not self.words and not self.vendors

    def of(self, lesson: Lesson, vendors: Collection[str]) -> Like | None:
        """Hold a lesson, on whose engagement some vendors worked, against it; None where too little is alike.

        A lesson of the very engagement is none: it is known there.
        """
        if self.engagement is not None and lesson.engagement == self.engagement:
            return None
        why: list[str] = []
        score = 0
        tags = [tag for tag in lesson.tags if _any_alike(tokens(tag), self.words)]
        if tags:
            score += TAG * len(tags)
            why.append(f"tag {', '.join(tags)}")
        said = {*tokens(lesson.title), *tokens(lesson.what_happened), *tokens(lesson.root_cause), *lesson.tags}
        named = [name for name in self.names if set(tokens(name)) <= said]
        if self.vendors & set(vendors) or named:
            score += VENDOR
            why.append("the same vendor" if not self.names else ", ".join(named or self.names[:1]))
        score += self._by_words(lesson, why)
        if score and any(tag.casefold() in self.kinds for tag in lesson.tags):
            score += KIND
        return Like(lesson, score, tuple(why)) if score >= ENOUGH else None

    def _by_words(self, lesson: Lesson, why: list[str]) -> int:
        title = _shared(self.words, tokens(lesson.title))
        rest = (lesson.what_happened, lesson.root_cause, lesson.recommendation)
        other = _shared(self.words, [word for text in rest for word in tokens(text)]) - title
        if title or other:
            why.append(" ".join(sorted(title) + sorted(other)[:3]))
        return TITLE * len(title) + WORD * min(len(other), 3)


def likeness_of(about: Noun, vendors: Iterable[str] = (), names: Iterable[str] = ()) -> Likeness:
    """Give what lessons are held against for a row; ``vendors`` it has to do with, by key and by name."""
    said = " ".join(str(getattr(about, name, "") or "") for name in _SAID.get(type(about), ("title", "name", "notes")))
    words = frozenset(word for word in tokens(said) if _tells(word))
    engagement = about.identity[0] if isinstance(about, Engagement) else getattr(about, "engagement", None)
    return Likeness(words, frozenset(vendors), tuple(names), frozenset(_KINDS.get(type(about), ())), engagement)


def _tells(word: str) -> bool:
    return word not in _COMMON and (len(word) >= _SHORTEST or not word.isascii()) and not word.isdigit()


def _shared(words: Collection[str], said: Iterable[str]) -> set[str]:
    return {word for word in set(said) if _tells(word) and _any_alike([word], words)}


def _any_alike(said: Iterable[str], words: Collection[str]) -> bool:
    return any(_alike(one, word) for one in said for word in words)


def _alike(one: str, other: str) -> bool:
    """Tell whether two words are one, but for an ending (permit, permits)."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and long.startswith(short) and len(long) - len(short) <= 3
