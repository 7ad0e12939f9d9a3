"""Rows in, records out: the only rooms that know SQL, sqlite-utils and the SQLCipher driver.

By subject         patients, background, consents, appointments, visits, injections, plans, scores, stock,
                   adverse_events, tasks, printed, phrases, clinic, drafts, views (several joined), search
The forecast       facts and fact_rows (what it counts), forecasts and unscored (as stored), renewal,
                   booster_list
One open record    recordfile (read and write), door and gate (one write at a time), connection, authority, driver,
                   fixed_schema, rows, reading, surroundings
Its file           opening, creating, own_file, one_file, held_bytes, keys, first_line, pin, tries, lock, mark, anchors,
                   files, schema/ (tables and migrations), kept_copy
The trail          audit, replay, trail_rows, trail_units, past, codes, check, finding
Copies             backup, copying, steps, manifest, drill, restoring, swap, rotation, salvage/, pages, adrift
"""
