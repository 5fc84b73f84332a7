"""The workbook: a folder of CSV files, read, laid over what is stored, and written."""

from __future__ import annotations

from pmdesk.exchange.workbook.plan import Counts, Plan, Stored, plan
from pmdesk.exchange.workbook.read import Progress, read
from pmdesk.exchange.workbook.sheets import Fault, Sheet, Workbook
from pmdesk.exchange.workbook.write import write

__all__ = ["Counts", "Fault", "Plan", "Progress", "Sheet", "Stored", "Workbook", "plan", "read", "write"]
