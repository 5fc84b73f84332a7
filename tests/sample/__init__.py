"""Tests of the sample portfolio."""
