"""Calendars that others send, read within bounds: RFC 5545, and what real programs make of it."""
