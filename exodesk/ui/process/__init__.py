"""What belongs to the running program, whichever record is open.

How it starts and ends   options, instance (one window a record), day_clock, heap, terminated
What it remembers        preferences (of this computer), log
What it keeps to itself  undumpable, clipboard, passing_files
What it is told          idle and clocks (nobody there, a sleep), desktop (screen locked, put to sleep, another user) by
                         bus_desktop or windows_desktop
"""
