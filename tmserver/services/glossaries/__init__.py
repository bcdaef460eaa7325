"""Use cases of glossaries: whole ones, their concepts, files, and the terms found in texts."""
