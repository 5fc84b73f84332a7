"""Calendars kept on servers: what is sent, what others changed there, and what becomes of it."""

from pmdesk.desk.syncing.remotes import Remotes, kept_password
from pmdesk.desk.syncing.told import Asked, Progress, Synced

__all__ = ["Asked", "Progress", "Remotes", "Synced", "kept_password"]
