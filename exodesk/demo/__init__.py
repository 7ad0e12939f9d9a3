"""The made-up practice: people who never were and their treatments, in a record of its own. Evidence of nothing.

practice.py   makes the record            world.py      its clinic page, clock and ids
cast.py       who plays which part        names.py      what they are called
life.py       one patient's story         aims.py       what is treated, by which plan
treatment.py  doses and what is between   course.py     how the pain goes
needle.py     one injection               stock.py      products and lots
desk.py       acts and holds              chronicle.py  what is written down, and signed
calls.py      questions, calls, tasks     rules.py      what no record may break
diary.py      who has which quarter       bookings.py   the days to come
afterwards.py amendments and merges       background.py what lies behind a complaint
harm.py       what goes wrong afterwards
"""
