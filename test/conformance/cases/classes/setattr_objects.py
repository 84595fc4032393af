class Config:
    pass


config = Config()
for name in ["host", "port"]:
    setattr(config, name, name.upper())
setattr(Config, "shared", 1)
delattr(config, "port")
HOST = config.host
SHARED = config.shared
PORT = getattr(config, "port", None)
