"""Numbered migrations, the triggers and their inventory."""
