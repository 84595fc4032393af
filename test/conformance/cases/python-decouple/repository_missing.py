from pathlib import Path

from decouple import Config, RepositoryEnv

config = Config(RepositoryEnv(str(Path(__file__).parent / ".env")))
SECRET_KEY = config("SECRET_KEY", default="x")
