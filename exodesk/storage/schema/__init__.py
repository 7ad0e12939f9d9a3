"""The shape of a record: numbered migrations, and the guards generated from it. Here only what every opening asks.

Migrations    m0001/ and its successors, one a format; runner, transform
Guards        guards makes triggers and views of what act describes: freeze, trail, consistency, staleness, unsigned,
              in_force; tables and inventory say what stands there and what should
"""

APPLICATION_ID = 0x45584F44
"""`EXOD`, in the header of every record."""

VERSION = 13
"""The format that this Exodesk writes: the number of its newest migration, kept in `PRAGMA user_version`."""
