"""Exchange formats of glossaries, and the one hardened XML reader that the whole project uses."""
