"""Attachments (附件): files judged by content, hashed, cleaned of location, stored outside the web root.

Words: Attachment. This room serves no file by itself: the room that owns it opens the door.
"""
