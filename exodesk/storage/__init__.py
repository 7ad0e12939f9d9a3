"""Rows in, records out: the only rooms that know SQL, sqlite-utils and the SQLCipher driver."""
