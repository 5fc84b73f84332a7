import pytest

from pmdesk.model.hours import parse_hours

NINE_TO_FIVE = ((540, 1020),)


@pytest.mark.parametrize(
    ("text", "week"),
    [
        ("Mon-Fri 09:00-17:00", (NINE_TO_FIVE,) * 5 + ((), ())),
        ("Sun-Thu 09:00-17:00", (*(NINE_TO_FIVE,) * 4, (), (), NINE_TO_FIVE)),
        ("mon,WED 09:00-17:00", (NINE_TO_FIVE, (), NINE_TO_FIVE, (), (), (), ())),
        ("Mon 14:00-24:00,08:00-14:00", (((480, 840), (840, 1440)), *((),) * 6)),
        ("Mon 09:00-10:00; Mon 11:00-12:00", (((540, 600), (660, 720)), *((),) * 6)),
        ("Fri-Mon 09:00-17:00;", (NINE_TO_FIVE, (), (), (), *(NINE_TO_FIVE,) * 3)),
    ],
)
def test_hours_by_weekday(text: str, week: tuple[object, ...]) -> None:
    assert parse_hours(text) == week


@pytest.mark.parametrize(
    "text",
    [
        "",
        ";",
        "; \r ;",
        "Mon",
        "09:00-17:00",
        "Mon 9:00-17:00",
        "Mon 17:00-09:00",
        "Mon 09:00-09:00",
        "Mon 09:00-24:01",
        "Mon 09:60-10:00",
        "Mon 09:00-12:00,11:00-13:00",
        "Mon 09:00-10:00; Mon-Fri 09:30-11:00",
        "Foo 09:00-10:00",
        "Mon-Wed-Fri 09:00-10:00",
        "Mon 22:00-02:00",
        "Mon 09:00-10:00,",
        "Mon 0٩:00-10:00",
    ],
)
def test_hours_that_cannot_be(text: str) -> None:
    with pytest.raises(ValueError, match=r"hours|weekdays"):
        parse_hours(text)
