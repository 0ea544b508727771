"""The call: cameras, microphones and screens, from browser to browser or through an SFU."""
