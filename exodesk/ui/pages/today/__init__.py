"""Today: the first page after unlock, and the close of the day."""
