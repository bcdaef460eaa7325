"""Inline codes and placeables: find them, hide them, put them back."""
