"""The grammar of dates read a second time, naively: days are walked one by one and looked at as on a wall calendar."""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from datetime import date, timedelta

ONE = timedelta(days=1)
SHORT = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def named(day: date) -> str:
    return day.strftime("%a").lower()


def walk(day: date, wanted: Callable[[date], bool], way: timedelta = ONE) -> date:
    for _ in range(6000):
        if wanted(day):
            return day
        day += way
    raise AssertionError("walked too far")


def months_on(day: date, count: int) -> date:
    first = day.replace(day=1)
    for _ in range(abs(count)):
        first = (first + 31 * ONE if count > 0 else first - ONE).replace(day=1)
    last = walk(first, lambda at: (at + ONE).month != at.month)
    return first + (min(day.day, last.day) - 1) * ONE


def step(day: date, text: str, week: Container[str], closed: Container[date]) -> date:
    sign, count, unit = re.fullmatch(r"([+-])(\d+)(wd|d|w|m)", text).groups()  # type: ignore[union-attr]
    way = ONE if sign == "+" else -ONE
    if unit == "m":
        return months_on(day, int(sign + count))
    left = int(count) * (7 if unit == "w" else 1)
    while left:
        day += way
        if unit != "wd" or (named(day) in week and day not in closed):
            left -= 1
    return day


def number(text: str) -> int:
    return int(text.rstrip("stndrh"))


def naive(today: date, phrase: str, sense: str, week: Container[str] = SHORT[:5], closed: Container[date] = ()) -> date:
    """Give the day that a phrase of the grammar means; only phrases that can be read."""
    back = sense == "past"
    way = -ONE if back else ONE
    words = phrase.lower().split()
    if phrase in {"today", "tomorrow", "yesterday"}:
        return {"today": today, "tomorrow": today + ONE, "yesterday": today - ONE}[phrase]
    if words[0] == "next":
        monday = walk(today + ONE, lambda at: named(at) == "mon")
        return walk(monday, lambda at: named(at) == words[1][:3])
    if words[0][:3] in SHORT:
        return walk(today + way, lambda at: named(at) == words[0][:3], way)
    if phrase == "eow":
        return walk(walk(today, lambda at: named(at) == "sun"), lambda at: named(at) in week, -ONE)
    if phrase == "eom":
        return walk(today, lambda at: (at + ONE).month != at.month)
    if phrase == "eoq":
        return walk(today, lambda at: (at + ONE).strftime("%m-%d") in {"01-01", "04-01", "07-01", "10-01"})
    if match := re.fullmatch(r"w(\d+)", phrase):
        wanted = f"{int(match[1]):02} {'fri' if sense == 'due' else 'mon'}"
        return walk(today, lambda at: at.strftime("%V %a").lower() == wanted, way)
    if match := re.fullmatch(r"(\d{4})-w(\d+)", phrase):
        wanted = f"{match[1]} {int(match[2]):02} {'fri' if sense == 'due' else 'mon'}"
        return walk(date(int(match[1]) - 1, 12, 1), lambda at: at.strftime("%G %V %a").lower() == wanted)
    if words[0][0] in "+-":
        return step(today, phrase, week, closed)
    if len(words) == 2:
        wanted = f"{number(words[0]):02} {words[1][:3]}"
        return walk(today, lambda at: at.strftime("%d %b").lower() == wanted, way)
    if len(words) == 3:
        wanted = f"{number(words[0]):02} {words[1][:3]} {words[2]}"
        return walk(date(int(words[2]), 1, 1), lambda at: at.strftime("%d %b %Y").lower() == wanted)
    return date.fromisoformat(phrase)
