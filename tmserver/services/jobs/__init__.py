"""Jobs: work that outlives a request, done by processes of their own."""
