"""What findings and checks are called, a module a language."""
