"""The use cases between the faces and the rest: open a portfolio, apply changes, undo, import, export."""

from __future__ import annotations

from pmdesk.desk.desk import Desk

__all__ = ["Desk"]
