from dataclasses import dataclass


@dataclass
class Config:
    hosts: list = []
