"""The band of a large table follows what is certainly a pair."""

from __future__ import annotations

import numpy as np

from tmserver.alignment.band import WIDTH, anchors, band, nearest


def test_a_small_table_is_looked_at_in_whole() -> None:
    """Every node is in the band."""
    lows, columns = band(10, 20, [])
    assert (lows.tolist(), columns) == ([0] * 11, 21)


def test_a_band_follows_the_longest_chain_of_points() -> None:
    """After 5,000 segments that only one side has, the band is where the points are; strays do not count."""
    points = [(5_000 + step, step) for step in range(0, 5_000, 50)] + [(100, 4_900), (9_000, 10)]
    lows, columns = band(10_000, 5_000, points)
    assert columns == WIDTH
    assert (np.diff(lows) >= 0).all()
    assert (lows[0], lows[-1]) == (0, 5_000 + 1 - columns)
    assert all(lows[row] <= column < lows[row] + columns for row, column in points[:-2])


def test_anchors_are_each_others_nearest_by_far() -> None:
    """What has a double on the other side is no anchor."""
    unit = np.eye(4, dtype=np.float32)
    rows, columns = nearest(unit[[0, 1, 2]], unit[[2, 1, 1, 0]])
    assert anchors(rows, columns) == [(0, 3), (2, 0)]
    assert rows.best.tolist() == [1, 1, 1]
    assert rows.second.tolist() == [0, 1, 0]
