"""Everything seen."""
