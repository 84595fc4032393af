from datetime import timedelta
import datetime
import datetime as dt

DAY = timedelta(days=1)
MIXED = timedelta(days=1, hours=2, minutes=3, seconds=4, milliseconds=5, microseconds=6, weeks=1)
NEGATIVE = timedelta(hours=-1), timedelta(days=-1, seconds=1), timedelta(0), timedelta()
FRACTIONS = timedelta(hours=1.5), timedelta(days=0.5), timedelta(seconds=0.1), timedelta(minutes=1 / 3)
PARTS = MIXED.days, MIXED.seconds, MIXED.microseconds, NEGATIVE[0].days, NEGATIVE[0].seconds
TOTAL = DAY.total_seconds(), int(timedelta(days=30).total_seconds()), timedelta(milliseconds=1).total_seconds(), NEGATIVE[0].total_seconds()
ARITHMETIC = DAY + DAY, DAY - timedelta(hours=1), DAY * 2, 2 * DAY, DAY / 2, DAY // 7, -DAY, abs(-DAY), DAY * 1.5, +DAY, sum([DAY, DAY], timedelta())
RATIOS = DAY / timedelta(hours=1), DAY // timedelta(hours=5), DAY % timedelta(hours=5), divmod(DAY, timedelta(hours=7))
COMPARED = DAY == timedelta(hours=24), DAY < timedelta(days=2), DAY >= timedelta(hours=23), DAY == 1, max(DAY, timedelta(hours=1)), bool(timedelta(0)), bool(DAY), DAY != timedelta(1)
TEXT = str(DAY), str(MIXED), str(NEGATIVE[0]), str(timedelta(days=2)), repr(DAY), repr(MIXED), repr(timedelta(0)), f"{timedelta(hours=1)}", str(timedelta(microseconds=5))
JWT = {"ACCESS_TOKEN_LIFETIME": datetime.timedelta(minutes=5), "REFRESH": dt.timedelta(days=1)}
KEYED = {DAY: 1}[timedelta(hours=24)], timedelta(days=7) in [timedelta(weeks=1)]
SECONDS = int(DAY.total_seconds()), DAY.days * 24 * 60 * 60, round(timedelta(seconds=1.5).total_seconds()), DAY.seconds


def outcome(function):
    try:
        return function()
    except Exception as error:
        return type(error).__name__


ERRORS = outcome(lambda: DAY + 1), outcome(lambda: DAY < 1), outcome(lambda: DAY * DAY), outcome(lambda: timedelta(days="1")), outcome(lambda: timedelta(years=1)), outcome(lambda: DAY / 0), outcome(lambda: DAY.hours), outcome(lambda: timedelta(days=10**10)), outcome(lambda: "a" + DAY)
