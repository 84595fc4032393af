DEFAULT_HOSTS = ["example.com"]
ALLOWED_HOSTS = DEFAULT_HOSTS
ALLOWED_HOSTS.append("www.example.com")
COPY = DEFAULT_HOSTS.copy()
COPY.append("copy.example.com")
REBOUND = DEFAULT_HOSTS
REBOUND = REBOUND + ["rebound.example.com"]
IN_PLACE = DEFAULT_HOSTS
IN_PLACE += ["in-place.example.com"]
NESTED = {"hosts": DEFAULT_HOSTS}
NESTED["hosts"].append("nested.example.com")
