"""Pages of Spotify."""
