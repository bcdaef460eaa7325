"""``tmserver memory``: the commands of translation memories."""
