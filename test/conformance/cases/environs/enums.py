# env: {"MODE": "PROD", "KIND": "b"}
# env: {"MODE": "prod"}
import enum

from environs import Env

env = Env()
SECRET_KEY = "x" * 50


class Mode(enum.Enum):
    DEV = "d"
    PROD = "p"


class Kind(enum.Enum):
    A = "a"
    B = "b"


MODE = env.enum("MODE", enum=Mode, default=Mode.DEV).value
KIND = env.enum("KIND", enum=Kind, by_value=True, default=Kind.A).name
IS_PROD = env.enum("MODE", enum=Mode, default=Mode.DEV) is Mode.PROD
