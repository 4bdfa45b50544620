"""Common (公用): what every room shares and none owns. No tables.

Doors (`doors.py`), windows (`windows.py`), signposts (`signposts.py`), the rail (`rails.py`), receipts (`receipts.py`), page
fragments (`fragments.py`), public numbers (`numbers.py`), clean text (`text.py`), Chinese words (`words.py`), keyset paging
(`pages.py`), Excel out (`sheets.py`), base templates and shared pieces.
"""
