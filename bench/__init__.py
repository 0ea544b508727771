"""How fast this server is, beside the one that the Channels tutorial builds."""
