"""Records in formats that other programs read: pure text from records, no database and no window."""
