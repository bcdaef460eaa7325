"""The concordance: words found wherever they stand in the memories."""
