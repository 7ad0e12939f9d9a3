"""The shape of a record: numbered migrations, and the guards generated from it. Here only what every opening asks."""

APPLICATION_ID = 0x45584F44
"""`EXOD`, in the header of every record."""

VERSION = 12
"""The format that this Exodesk writes: the number of its newest migration, kept in `PRAGMA user_version`."""
