"""English days as the pages say them everywhere: 9 Nov 2026, 17:49."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H:i"
TIME_FORMAT = "H:i"
