"""Booking from anywhere: who, what for, when; and what is done with a booked appointment.

who.py     found while typing, or somebody new        what.py   type, plan, the whole of a series
when.py    free times and wishes                      asked.py  the time in words of its own
next_visit.py proposed after a visit is signed        overlap.py why two take the same time
dialog.py puts them together and books
held.py    one booked appointment, with its acts      blocks.py time and days that are not for patients
call_list.py  the patients to confirm                 lists.py  lists on paper   export.py  for other calendars
"""
