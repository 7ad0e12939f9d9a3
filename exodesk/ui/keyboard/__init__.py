"""Every shortcut (keys), and why none of them overtakes the letters typed before it (letters_first)."""
