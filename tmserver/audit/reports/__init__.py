"""Reports of an audit, one format a module: ``write_x(result, out)``."""
