"""Everything seen. The folders hold what belongs together; here is what they share, and the window itself.

The window         window (entrance or workspace), workspace (what stands around a page), page_stack (the pages),
                   whereabouts and spot (where somebody is, and was), rail_of, curtain, visit_strip, draft_strip,
                   telling (what was done, with Undo), anywhere (what a key opens over any page)
An open record     session (the record, and the signal that says what changed), lock, idle, desktop, instance,
                   upkeep, clock_watch, file_watch, rescue, safekeeper, safety_note, day_clock, day_turn
Work beside it     jobs (the one worker), aside (reads for pages), pieces (long work in short steps), warming,
                   needed_soon, blanks (pages laid ready), heap
A form             form, cell, editors, controls, choices, site_choice, patient_finder, clinic_form, entry_dialog,
                   kept and drafts (text that survives a kill), phrases, tab_order, letters_first, popups
Shared by pages    banner, banner_chips, banner_lines, record_history, row_list, settings_maker
Keys               keys (every shortcut), keys_dialog, lost_keys (back onto the page)
The look           theme, tokens (colours), style (dispatches to faces, panels, primitives, strokes), icons, flow
The process        options, preferences, problems (what nobody waited for), log, clipboard, terminated, undumpable,
                   passing_files

Folders: unlock/ before a record is open · pages/ one folder or module a page · palette/ Ctrl+K · timeline/, calendar/
and bodymap/ the painted widgets · printing/ preview and dialogs · models/ rows for tables · parts/ small ready pieces
"""
