HOSTS = ["a", "b", "c"]
ORIGINS = [f"https://{host}.example.com" for host in HOSTS]
FILTERED = [host for host in HOSTS if host != "b"]
BY_NAME = {host: host.upper() for host in HOSTS}
UNIQUE = {len(host) for host in HOSTS}
JOINED = ",".join(host for host in HOSTS)
PAIRS = [(x, y) for x in (1, 2) for y in "ab"]
