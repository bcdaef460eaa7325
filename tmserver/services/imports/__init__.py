"""Import: the units of exchange files become units of a memory."""
