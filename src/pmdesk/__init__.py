"""pmdesk: a desk for project managers who serve several clients at once."""
