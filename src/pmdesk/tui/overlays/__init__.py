"""What opens over a screen and closes again: menus, finders, forms, questions."""
