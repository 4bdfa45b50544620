"""Rules and calendar (规则与日历): rules as dated data with their source, the working calendar, clocks that explain themselves.

Words: Rule, CalendarYear, CalendarDay, Clock, Reckoning. No number of days stands in code.
"""
