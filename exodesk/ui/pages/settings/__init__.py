"""Settings: what a practice sets for itself, each card in the section where it is sought. `page` shows the sections.

The practice    practice (its letterhead), times, figures (of the forecast), phrases, record (where it lies)
On paper        texts with text_dialog, paper (a blank form), many (summaries into a folder)
Keeping safe    lock_card, keys_card, backup_card, hand_over
"""

from exodesk.ui.pages.settings.page import Section, SettingsPage

__all__ = ["Section", "SettingsPage"]
