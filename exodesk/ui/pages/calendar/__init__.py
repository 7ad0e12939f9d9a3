"""The calendar.

page.py   arranges and connects       head.py   which days are in sight, and the ways to others
views.py  says what is shown          acts.py   does what a person asks for
taken.py  an appointment taken along, until it is put somewhere
"""
