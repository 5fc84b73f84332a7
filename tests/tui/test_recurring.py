"""A recurrence rule in words."""

from __future__ import annotations

import pytest

from pmdesk.model.rule import parse_rule
from pmdesk.tui.recurring import repeats

SAID = {
    "FREQ=DAILY": "every day",
    "FREQ=WEEKLY;WKST=MO": "every week",
    "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270330": "every week on Tue until 30 Mar 2027",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR;COUNT=12": "every 2 weeks on Mon, Wed and Fri, 12 times",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR": "every week on Mon to Fri",
    "FREQ=MONTHLY;BYDAY=2TU": "every month on the 2nd Tue",
    "FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20270330T080000Z": "every month on the last Fri until 30 Mar 2027",
    "FREQ=MONTHLY;BYMONTHDAY=1,11,22": "every month on the 1st, the 11th and the 22nd",
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1": "every 3 months on the last day",
    "FREQ=MONTHLY;BYMONTHDAY=-3": "every month on the 3rd last day",
    "FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=3;COUNT=1": "every year on the 3rd in Jan and Jul, once",
    "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1": "every month on Mon and Tue by a rule of its own",
    "FREQ=YEARLY;BYWEEKNO=20": "every year by a rule of its own",
}


@pytest.mark.parametrize("rule", SAID)
def test_a_rule_is_said_as_people_say_it(rule: str) -> None:
    assert repeats(parse_rule(rule)) == SAID[rule]


def test_what_does_not_repeat_says_nothing() -> None:
    assert repeats("") == ""
