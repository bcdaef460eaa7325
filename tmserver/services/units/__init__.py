"""Use cases of units: add, list, edit, delete, restore, undo, and what was changed when by whom."""
