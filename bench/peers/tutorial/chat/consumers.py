"""The tutorial's asynchronous consumer, which also stores what is said and tells a newcomer the last 40 messages."""

import json

from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer

from .models import Message

HISTORY = 40


class ChatConsumer(AsyncWebsocketConsumer):
    async def connect(self):
        self.room_name = self.scope["url_route"]["kwargs"]["room_name"]
        self.room_group_name = f"chat_{self.room_name}"
        await self.channel_layer.group_add(self.room_group_name, self.channel_name)
        await self.accept()
        for text in await self.history():
            await self.send(text_data=json.dumps({"message": text}))

    async def disconnect(self, close_code):
        await self.channel_layer.group_discard(self.room_group_name, self.channel_name)

    async def receive(self, text_data):
        message = json.loads(text_data)["message"]
        await database_sync_to_async(Message.objects.create)(room=self.room_name, text=message)
        await self.channel_layer.group_send(self.room_group_name, {"type": "chat.message", "message": message})

    async def chat_message(self, event):
        await self.send(text_data=json.dumps({"message": event["message"]}))

    @database_sync_to_async
    def history(self):
        newest = Message.objects.filter(room=self.room_name).order_by("-id")[:HISTORY]
        return [message.text for message in newest][::-1]
