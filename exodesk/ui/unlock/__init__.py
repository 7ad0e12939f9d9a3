"""What stands in the window before a record is open: first start, new record, recovery code, passphrase."""
