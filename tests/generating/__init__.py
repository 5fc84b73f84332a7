"""Made-up desks of any size, for tests and benches; `tests/generate.py` writes them."""
