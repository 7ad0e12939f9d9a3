"""The clinic's facts and rules. No Qt, no SQL, no clock, no files."""
