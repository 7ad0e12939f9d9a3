"""Settings: what a practice sets for itself, each card in the section where it is sought."""

from exodesk.ui.pages.settings.page import Section, SettingsPage

__all__ = ["Section", "SettingsPage"]
