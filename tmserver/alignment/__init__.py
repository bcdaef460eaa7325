"""Texts in several languages, aligned segment by segment; pure: an encoder comes as an argument."""
