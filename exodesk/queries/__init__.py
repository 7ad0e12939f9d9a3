"""Reads that join subjects for one page. Each answers from one snapshot, and none writes.

The desk          today, agenda, to_do, unsigned, open_visit, drafts, away
A patient         patients (finding them), chart, visit, versions, merging, history, past (as a day ended)
Doses to come     boosters (the list), due, to_book, preview
Lots and paper    lots, clinic, printed_codes
Whole or not      trail, soundness
Over everything   palette
"""
