"""Records to HTML. Pure."""
