"""The sounds of a module, in which a line of a story is read aloud."""

from __future__ import annotations

import re

from tornado.web import HTTPError

from ssfh_learn.content.sounds import KINDS, sound_file
from ssfh_learn.portal.learner.learner_page import LearnerPage

_RANGE = re.compile(r"bytes=(\d{1,12})-(\d{0,12})")


class ModuleSound(LearnerPage):
    """`/leren/module/<place>/<file>`: a sound of a module."""

    async def get(self, place: str, name: str) -> None:
        """Send the sound, or the part of it that a player asks for: that of an iPhone plays nothing else."""
        path = sound_file(self.module(place).folder, name)
        if path is None:
            raise HTTPError(404)
        content = await self.in_background(path.read_bytes)
        self.set_header("Content-Type", KINDS[path.suffix.lower()])
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        self.set_header("Accept-Ranges", "bytes")
        asked = _RANGE.fullmatch(self.request.headers.get("Range", ""))
        if asked:
            content = self._part(content, int(asked[1]), int(asked[2] or len(content)))
        self.finish(content)

    def _part(self, content: bytes, first: int, last: int) -> bytes:
        """Return the bytes from first to last; answers 416 where the file has none of them."""
        last = min(last, len(content) - 1)
        if first > last:
            raise HTTPError(416)
        self.set_status(206)
        self.set_header("Content-Range", f"bytes {first}-{last}/{len(content)}")
        return content[first : last + 1]
