"""The calendar.

page.py   arranges and connects       head.py   how the days are called, and the ways to others
days.py   the days in sight           views.py  which days those are
acts.py   does what a person asks for   here.py  what that can be where one stands, as a menu
taken.py  an appointment taken along, until it is put somewhere
"""
