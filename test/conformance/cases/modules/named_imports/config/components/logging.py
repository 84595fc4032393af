LEVEL = "INFO"
LOGGING = {"version": 1, "root": {"level": LEVEL}}
