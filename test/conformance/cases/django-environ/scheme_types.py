# env: {"DEBUG": "1", "LEVELS": "1,2", "NAME": "x"}
"""A scheme without defaults: what is not set raises."""
import environ

env = environ.Env(DEBUG=bool, LEVELS=[int], NAME=str)
SECRET_KEY = "x" * 50
DEBUG = env("DEBUG")
LEVELS = env("LEVELS")
NAME = env("NAME")
OTHER = env.bool("NAME")
