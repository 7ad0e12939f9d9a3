"""The records a practice keeps: frozen dataclasses, a module per subject.

A patient       patient (with allergies, conditions and consents), background, contact
Their care      plan, appointment, visit (with scores and signatures), injection, adverse_event
The practice    clinic, rules (the figures of the forecast), list_rules, stock, phrase, task, printed
"""
