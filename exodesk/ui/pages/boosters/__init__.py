"""The page of boosters to book."""
