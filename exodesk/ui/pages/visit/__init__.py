"""A visit: page.py and a module per step; the treatment step has the most parts.

steps.py       which steps a visit has, and how each is made
done.py        which steps hold something already
notes.py       typed text, with scores.py, vitals.py, beside.py (the last visit) and planned.py (a consult’s plan)
treatment.py   injection_form.py of injection_sheet.py: where, sources, amount, labelled, rare, times, route_again,
               dose and dose_strip, fields, injection_rows, editing; pickers, lot_dialog; pause and answers;
               given_cards of given_card, withdraw_dialog
review.py      reading.py (all of it, read only), blockers.py (what is missing), changes.py (since last time),
               left_over_card.py (typed and never saved)
amending.py    amend_dialogs.py, amend_injection.py and amended.py (what they ask)
"""
