"""Who may do what: the caller of a use case, and what it may see and change."""
