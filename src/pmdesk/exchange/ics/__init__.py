"""Milestone calendars as iCalendar files: RFC 5545, 5546 and 7986."""
