"""Reads that join subjects for one page."""
