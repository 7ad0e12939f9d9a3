"""HTML to sheets of paper: shown, printed, or saved as PDF.

Which page       pages (about whom, under which hashes), forms, summary and batch (for verb and archive), fallback
On its sheets    text (laid out in a width), flow (broken over sheets), drawing, fonts, barcode
To be let go     printable (what is shown, printed and saved alike), shown (the preview), leaving (noted), printers,
                 naming, pdf and compact (the file)
"""
