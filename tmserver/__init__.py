"""A translation memory and glossary service: store, look up, check and exchange translations."""

__version__ = "0.1.0"
