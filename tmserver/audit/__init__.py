"""Checks of translations by family: units in, findings with their evidence out."""
