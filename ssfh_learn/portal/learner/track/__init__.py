"""A track of a learner: the days on which she does what, as she planned them, and what changed between two scans."""

from ssfh_learn.portal.learner.track.plan import PlannedTrack, TrackDay, name_of_stream, planned, stream_of, track_of
from ssfh_learn.portal.learner.track.scans import ScanChange, scan_changes

__all__ = [
    "PlannedTrack",
    "ScanChange",
    "TrackDay",
    "name_of_stream",
    "planned",
    "scan_changes",
    "stream_of",
    "track_of",
]
