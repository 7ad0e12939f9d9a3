"""A record while it is open: session, and what watches over it and reads beside it.

session (the record, and the signal that says what changed), aside (reads for pages, in a thread), upkeep, safekeeper
(backups by themselves), safety_note (their age, in words), place (is the file safe there), file_watch, clock_watch and
day_turn
"""
