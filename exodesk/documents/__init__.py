"""Records to HTML. Pure: what is printed comes in as records, and one page goes out.

For patients     summary (of a visit) with treatment, progress and outlook; invitation, account
For clinicians   letter, visit_record, both made of clinical
For the desk     booking_list, call_list, blank_visit
Every page       page (what stands on each sheet), html (fixed words and free ones), wording/ (by language), claims
                 (what no page may say), texts (of the practice), sample (to see one), sealed (as it was signed)
Kept and plain   kept (in the record), plain and plain_lists (when the usual page cannot be made)
"""
