"""What becomes of a foreign calendar: meetings of an engagement, or blackouts of somebody."""
