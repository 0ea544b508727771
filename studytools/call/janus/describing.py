"""What is looked at in a description before Janus gets it."""

from rooms.live.protocol import Refused

MEDIA = ("m=audio ", "m=video ")
MEDIA_MOST = 4  # microphone, camera, screen and its sound


def checked(sdp):
    """Without any address: Janus can be reached, so it has to reach nobody, least of all somebody inside its network. Refused `malformed`."""
    lines = sdp.splitlines()
    media = [line for line in lines if line.startswith("m=")]
    if lines[:1] != ["v=0"] or not 1 <= len(media) <= MEDIA_MOST or not all(line.startswith(MEDIA) for line in media):
        raise Refused("malformed")
    return "\r\n".join(line for line in lines if not line.startswith(("a=candidate:", "a=end-of-candidates"))) + "\r\n"
