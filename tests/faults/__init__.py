"""What may befall a record, by number: `cases` says what is expected and which test proves it; `__main__` counts."""
