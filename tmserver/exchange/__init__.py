"""Exchange formats: a ``read_x`` and ``write_x`` pair each, streaming, without database."""
