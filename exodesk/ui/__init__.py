"""Everything seen, a folder for what belongs together. Each leans on those below it and on none above.

shell/         the window, and what stands around a page while a record is open
palette/       Ctrl+K
pages/         a folder or module a page
unlock/        before a record is open: first start, passphrase, restoring, saving what can be read
timeline/, calendar/ and bodymap/   the painted widgets
printing/      preview and dialogs · models/ rows for tables · banner/ who is on the screen
forms/         a form from the descriptions of a record's fields, and everything typed into it
open_record/   the session: the record while it is open, its watchers and its reads
parts/         ready pieces of pages · keyboard/ every shortcut
work/          what must not hold the window up · process/ the running program · look/ colours, style, icons
"""
