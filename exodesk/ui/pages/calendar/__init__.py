"""The calendar: page.py arranges and connects, acts.py does what a person asks for, views.py says what is shown."""
