"""What every request passes, of a program or a page: guard, caller, services."""
