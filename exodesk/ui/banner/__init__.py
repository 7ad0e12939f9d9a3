"""Who is on the screen: the banner, its chips (allergies, consent, contact), and its lines in words."""
