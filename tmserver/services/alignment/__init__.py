"""Alignment: documents that say the same in several languages become units."""
