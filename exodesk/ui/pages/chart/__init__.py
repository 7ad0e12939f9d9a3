"""One patient's chart: page.py and a module per tab, with the dialogs that each opens; opener.py: what a record opens.

visits.py      injections.py   earlier.py (from earlier records)
plans.py       plan_card.py    plan_acts.py and act_forms.py (what is done to a plan)   hold_form.py
               plan_dialog.py and plan_form.py
scores.py      score_table.py  score_acts.py
history.py     documents.py    disclosures.py
starting.py    patient_menu.py leaving_dialog.py   merge_dialog.py
"""
