"""Use cases of meaning: vectors made, neighbours found, matches ordered by use."""
