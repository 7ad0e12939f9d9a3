"""Looking at a page before it leaves, and letting it leave.

acts (the ways here), dialog (one page) of options, file_field and sheets_view, letters (many at once), check_page
(the codes at the foot of a page, held against the record)
"""
