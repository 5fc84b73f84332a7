"""The terminal: the only part that knows Textual."""
