"""Use cases of audits: files and memories, or one pair of texts."""
