"""What is promised, each with a proof that counts; ``python -m tests.safety.promises`` prints the table."""
