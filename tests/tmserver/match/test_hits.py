"""The order of hits from several searches."""

from tmserver.match.hits import Hit, merge


def test_hits_of_several_searches_come_in_falling_order() -> None:
    """Two memories are searched as if they were one."""
    one = iter([Hit(100, 4), Hit(80, 1)])
    two = iter([Hit(100, 2), Hit(90, 9), Hit(80, 3)])
    assert list(merge([one, two])) == [(100, 2), (100, 4), (90, 9), (80, 1), (80, 3)]


def test_nothing_to_search_gives_no_hits() -> None:
    """No memory, no hit, no error."""
    assert list(merge([])) == []
