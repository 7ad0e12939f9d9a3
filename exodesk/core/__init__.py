"""The clinic's facts and rules. No Qt, no SQL, no clock, no files: today, ids and records come in as arguments.

What is recorded   records/ (a module per subject), fields (each field described once), codes, sites, chart (one
                   patient's records together), changes (what an operation touched), errors
Read and shown     dates, quantities, sentences, instruments, vitals, reading, comparison, history, versions, folding,
                   places, newcomer, likeness, occasions
The forecast       booster/ (which dose is next, when, why), response, follow_up, calendar, planning, booster_case and
                   case_reader (the same from JSON), to_book (the list of boosters)
An injection       dose, drawing, mixture (both in words), amounts, same_again, before_needle (what the pause reads
                   back), safety (reasons asked for before "Given"), signing, left_over and reminders, adverse_events,
                   medicines
The desk           schedule and hours, day, asking, phone, reaching, leaving
Keeping safe       safekeeping, thinning
On one axis        timeline/
"""
