"""``tmserver glossary``: a module for each group of its commands."""
