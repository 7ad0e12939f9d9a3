"""The window and what stands around a page while a record is open. Nothing below leans on it; `app` makes it.

The window     window (entrance or workspace), workspace (rail, search, messages, curtain), rail_of, curtain,
               visit_strip, draft_strip, telling (what was done, with Undo), keys_dialog (F1), problems (what went
               wrong and nobody waited for)
Pages in it    page_stack (kept, one in sight), whereabouts and spot (where somebody is, and was), anywhere (what a key
               opens over any page), settings_maker, lost_keys (back onto the page)
Made ahead     warming and needed_soon (what is loaded while nobody waits), blanks (pages laid ready)
The end        lock (the session and what locks it), rescue (the file has gone)
"""
