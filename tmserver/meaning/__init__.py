"""Texts as vectors: what a sentence encoder is, and the optional one that tmserver knows."""
