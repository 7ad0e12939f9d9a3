"""Exodesk: the treatment record of a solo regenerative-medicine practice."""

__version__ = "0.1.0"
