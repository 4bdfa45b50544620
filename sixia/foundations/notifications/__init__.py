"""Notices (通知): say something to someone by some channel, now or later, and know whether it arrived.

Words: Notice; message (what can be said, `messages.py`), channel (how, `channels.py`; suppliers are named in settings). Rooms say it by
`notifying.notify`. Here too stand the jobs that look after the queue itself (`tasks.py`); each room's own jobs stand in its own `tasks.py`.
"""
