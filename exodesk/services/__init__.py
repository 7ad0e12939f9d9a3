"""One function per thing a person does: it checks, writes in one transaction, and returns a `Change`.

People           patients, background (allergies, conditions, consents), medical_history, reach, leaving
Plans            plans, plan_acts (what moves a forecast), scores
Visits           visits, injections, earlier_injections, signing, amend, adverse_events, safety_questions
Being in touch   booking, contact (calls and letters), phone_notes, tasks
The practice     clinic, practice_times, practice_texts, phrases, stock
Paper and file   printed, drafts, safekeeping, moving
Shared by all    checks, undoing (the last acts, taken back), leaning (what came since and stands in the way)
"""
