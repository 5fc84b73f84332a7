"""Calendars on a server, over CalDAV (RFC 4791), as far as one client's collection needs it."""
