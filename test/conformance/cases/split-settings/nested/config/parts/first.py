from split_settings.tools import include

ORDER.append("first")
include("deep/third.py", "second.py")
