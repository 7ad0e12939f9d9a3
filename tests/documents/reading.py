"""A page as one reads it."""

import re
from html import unescape

from exodesk.documents.page import Document


def words(document: Document) -> str:
    """No tags, one space between words, figures still tied to their units."""
    text = re.sub(r"<br/>|</(?:p|td|tr|table)>", " ", document.html)
    return re.sub(r"[ \n]+", " ", unescape(re.sub(r"<[^>]+>", "", text)))
