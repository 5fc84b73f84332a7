"""The screens, one a file: each composes widgets, and turns keys into changes."""
