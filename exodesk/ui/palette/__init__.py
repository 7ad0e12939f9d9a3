"""The palette on Ctrl+K: patients, visits, lots, pages and whatever the page in sight offers, found while one types.

Where     over_pages, over_dialogs, entry (the field that opens it)
What      widget, with rows painted by paint and answered by search
Found     of_places (pages), offers (what can be done now), recents, synonyms
"""
