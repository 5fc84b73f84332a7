"""What is typed in a line, read by one deterministic grammar."""
