"""One patient's chart: the page and a module per tab."""
