"""What stands in the window before a record is open. `entrance` holds the pages; `flows` the longer ways.

Unlocking         passphrase, secret (the line for it), doorkeeper (how often in vain, how long to wait), welcome
A new record      creation of create, making, recovery (the code typed back); recovery_sheet and kit (it on paper)
A new key         renewal, key_change
A way back        way_back, shared by restoration with restore_pages, and salvaging with salvage_pages
Around all        frame (one calm card), working (progress and Cancel), look_around (the made-up practice)
"""
