"""Session descriptions as a browser writes them, for clients that have no media."""

import re

FINGERPRINT = "sha-256 " + ":".join(["91:6C:D7:37:F6:DC:51:67"] * 4)
SESSION = "v=0\no=- 1224138090026418914 2 IN IP4 127.0.0.1\ns=-\nt=0 0\na=group:BUNDLE 0 1 2 3\na=msid-semantic: WMS\n"
LINE = """m={media} 9 UDP/TLS/RTP/SAVPF {number}
c=IN IP4 0.0.0.0
a=rtcp:9 IN IP4 0.0.0.0
a=candidate:1077830859 1 udp 2113937151 10.0.0.1 37998 typ host generation 0 network-cost 999
a=ice-ufrag:WpGL
a=ice-pwd:bI2w9xGp4lkjHOTYdUn+a2Ff
a=ice-options:trickle
a=fingerprint:{fingerprint}
a=setup:{setup}
a=mid:{mid}
a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
a={direction}
a=rtcp-mux
a=rtpmap:{number} {codec}
"""
MEDIA = [("audio", 111, "opus/48000/2"), ("video", 96, "VP8/90000"), ("video", 96, "VP8/90000"), ("audio", 111, "opus/48000/2")]


def describe(direction, setup):
    about = {"fingerprint": FINGERPRINT, "direction": direction, "setup": setup}
    lines = [LINE.format(media=media, number=number, codec=codec, mid=mid, **about) for mid, (media, number, codec) in enumerate(MEDIA)]
    return (SESSION + "".join(lines)).replace("\n", "\r\n")


OFFER, ANSWER = describe("sendonly", "actpass"), describe("recvonly", "active")


def of(sdp):
    """["audio sendonly", …]: its lines."""
    parts = re.split(r"^m=", sdp, flags=re.M)[1:]
    return [f"{part.split(' ')[0]} {re.search(r'^a=(sendrecv|sendonly|recvonly|inactive)', part, re.M)[1]}" for part in parts]
