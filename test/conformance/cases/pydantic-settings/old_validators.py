# env: {"HOSTS": "[\"b\", \"a\"]"}
from pydantic import validator
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    hosts: list[str] = ["z", "y"]

    @validator("hosts")
    def sort_hosts(cls, value):
        return sorted(value)


HOSTS = Settings().hosts
