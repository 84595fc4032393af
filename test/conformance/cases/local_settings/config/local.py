DEBUG = True
HOSTS = ["localhost"]
