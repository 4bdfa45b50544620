"""The trail (留痕): the append-only record of who did what, when and why.

Words: Entry (one verb done), Recorded (the mixin that writes it), Telling (the sentence that reads it aloud).
It holds references, never personal details. A database trigger refuses to change or delete an entry.
"""
