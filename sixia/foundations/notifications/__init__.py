"""Notices (通知): say something to someone by some channel, now or later, and know whether it arrived.

Words: Notice; message (what can be said, `messages.py`), channel (how, `channels.py`; suppliers are named in settings). Rooms say
it by `notifying.notify`. Here too stands the job that looks after the whole queue, `rescue`; a room's own jobs stand in its own
`tasks.py`.
"""
