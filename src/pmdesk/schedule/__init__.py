"""Pure time: spans, working time, recurrence, capacity, conflicts."""
