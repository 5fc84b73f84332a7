"""What comes in and goes out: each format a module."""
