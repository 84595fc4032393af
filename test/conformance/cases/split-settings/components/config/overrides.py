HOSTS.append("b")
if DEBUG:
    HOSTS += ["debug"]
NAME += "+overrides"
