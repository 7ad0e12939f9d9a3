"""The palette on Ctrl+K: patients, visits, lots, pages and whatever the page in sight offers, found while one types."""
