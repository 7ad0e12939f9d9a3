"""The dialog of a call from a patient."""
