"""What is taken out of any text that enters; kept above the nouns, so that drawing needs none of them."""

from __future__ import annotations

from pmdesk.cleaning import clean

__all__ = ["clean"]
