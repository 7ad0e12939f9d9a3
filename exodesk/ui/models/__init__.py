"""Item models: given lists of records, never querying."""
