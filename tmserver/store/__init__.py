"""The database: the only package that imports SQLAlchemy. Rows never leave it, frozen values do."""
