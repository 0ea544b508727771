"""What a room listens to together: its own tracks, the site's shelf, radio; at the same position for everybody."""
