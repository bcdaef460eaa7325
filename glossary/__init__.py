"""Terminology as a library: concepts and terms, their recognition in text, their exchange formats."""
