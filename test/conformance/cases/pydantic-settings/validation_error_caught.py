# env: {"DEPTH": "deep"}
# env: {"DEPTH": "3"}
from pydantic import BaseModel
from pydantic_settings import BaseSettings

SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"


class Limits(BaseSettings):
    depth: int = 1


class Point(BaseModel):
    x: int


try:
    DEPTH = Limits().depth
except ImportError:
    DEPTH = "import"
except ValueError:
    DEPTH = "value"

try:
    try:
        POINT = Point(x="left").x
    except (KeyError, TypeError):
        POINT = "key"
except Exception as error:
    POINT = type(error).__name__
