"""Today: the first page after unlock, and the close of the day.

page arranges its cards: appointments, next_patient, boosters and to_do; closing is a screen of its own.
"""
