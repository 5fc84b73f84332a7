"""What the program promises: data, conflicts, calendars, safety; and how the house is laid out."""
