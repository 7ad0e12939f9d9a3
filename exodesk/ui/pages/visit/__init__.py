"""A visit: the page and a module per step."""
