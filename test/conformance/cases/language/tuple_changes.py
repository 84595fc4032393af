APPS = ("a", "b")
APPS += ("c",)
APPS = ("first",) + APPS
AS_LIST = list(APPS)
AS_LIST.append("d")
BACK = tuple(AS_LIST)
