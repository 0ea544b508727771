"""Channel layers that do what every layer does now and then: lose, double, shuffle, fall silent."""

import asyncio
import random

from channels_redis.pubsub import RedisPubSubChannelLayer


class Lossy(RedisPubSubChannelLayer):
    """A tenth each is lost, doubled, late."""

    async def group_send(self, group, message):
        fate, send = random.random(), self._get_layer().group_send
        if fate < 0.1:
            return
        if fate < 0.2:
            await send(group, message)
        if fate > 0.9:
            asyncio.get_running_loop().call_later(0.05, lambda: asyncio.ensure_future(send(group, message)))
            return
        await send(group, message)


class Silent(RedisPubSubChannelLayer):
    """Nothing ever arrives."""

    async def group_send(self, group, message):
        return
