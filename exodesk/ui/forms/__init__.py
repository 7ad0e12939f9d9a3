"""A form from the descriptions of a record's fields, and everything typed into it.

The form        form, rows (its layout), cell (one field), editors (control and value), clinic_form, entry_dialog (a
                record in a window of its own)
Controls        controls (text as typed), choices, site_choice, patient_finder, popups, tab_order, in_view
What is typed   kept and drafts (text that survives a kill), phrases
"""
