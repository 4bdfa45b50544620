"""Notices (通知): say something to someone by some channel, now or later, and know whether it arrived.

Words: Notice, channel. Suppliers are named in settings.
"""
