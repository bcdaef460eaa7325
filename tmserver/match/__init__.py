"""How alike two segments are, why, and which stored ones are most alike: pure, no database, no framework."""
