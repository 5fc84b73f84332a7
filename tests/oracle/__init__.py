"""A second, naive reading of the conflict definitions, to hold the program against."""
