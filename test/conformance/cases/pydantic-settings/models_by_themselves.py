# env: {"BAD": "1"}
import os

from pydantic import BaseModel, ConfigDict, Field


class Server(BaseModel):
    name: str
    port: int = "80"
    tags: list[str] = []
    extra_name: str = Field("x", alias="extraName")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str = "strict"


server = Server(name="web", port="8080", extraName="e", ignored=1)
other = Server(name="other")
other.tags.append("changed")
NAME = server.name
PORT = server.port, other.port
TAGS = server.tags, other.tags
DUMPED = server.model_dump()
ITEMS = [key for key, value in server]
if os.environ.get("BAD"):
    Strict().name = "new"
STRICT = Strict(name="s").name
