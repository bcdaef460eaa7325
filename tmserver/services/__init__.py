"""Use cases: they own the transactions and are shared by API, pages and command line."""
