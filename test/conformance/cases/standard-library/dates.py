# unknown: NOW
# unknown: TODAY
# unknown: YEAR
from datetime import date, datetime, time, timedelta, timezone

NOW = datetime.now()
TODAY = date.today()
YEAR = datetime.now().year
D = date(2024, 2, 29)
DT = datetime(2024, 1, 2, 3, 4, 5)
PARTS = D.year, D.month, D.day, DT.hour, DT.minute, DT.second, DT.microsecond, D.weekday(), D.isoweekday()
TEXT = str(D), D.isoformat(), str(DT), DT.isoformat(), repr(D), repr(DT), DT.date().isoformat()
ARITHMETIC = D + timedelta(days=1), D - timedelta(days=60), D - date(2024, 1, 1), DT + timedelta(hours=22), DT - datetime(2024, 1, 1)
COMPARED = D < date(2025, 1, 1), D == date(2024, 2, 29), DT > datetime(2023, 1, 1), max(D, date(2025, 1, 1))
UTC = timezone.utc


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: date(2023, 2, 29)), outcome(lambda: date(2024, 13, 1)), outcome(lambda: D + 1), outcome(lambda: datetime(2024, 1, 1, 25)), outcome(lambda: date())
