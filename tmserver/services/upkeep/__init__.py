"""Keeping an installation in order: backups, restoring, moving, checking."""
