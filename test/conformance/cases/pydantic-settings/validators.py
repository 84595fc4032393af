# env: {"HOSTS": "a, b", "PORT": "3", "NAME": "abc"}
# env: {"PORT": "99"}
# env: {"NAME": ""}
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, field_validator, model_validator, computed_field
from pydantic_settings import BaseSettings, NoDecode


def split(value):
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


class Settings(BaseSettings):
    hosts: Annotated[list[str], NoDecode] = ["example.com"]
    more: Annotated[list[str], NoDecode, BeforeValidator(split)] = "x,y"
    port: int = 1
    name: Annotated[str, AfterValidator(lambda name: name.upper())] = "name"

    @field_validator("hosts", mode="before")
    @classmethod
    def split_hosts(cls, value):
        return split(value)

    @field_validator("port")
    @classmethod
    def check_port(cls, value: int) -> int:
        if value > 10:
            raise ValueError("too high")
        return value * 2

    @field_validator("name", mode="before")
    @classmethod
    def check_name(cls, value, info):
        assert value, "a name is needed"
        return f"{value}-{info.data['port']}"

    @model_validator(mode="after")
    def finish(self):
        self.port += 1
        return self

    @computed_field
    @property
    def url(self) -> str:
        return f"http://{self.hosts[0]}:{self.port}"


settings = Settings()
HOSTS = settings.hosts
MORE = settings.more
PORT = settings.port
URL = settings.url
DUMPED = list(settings.model_dump())
