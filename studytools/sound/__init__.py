"""Soundscapes: mixes of sounds made in the browser, the room's and one's own."""
