"""``tmserver database``: the commands of who keeps an installation in order."""
