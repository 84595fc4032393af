# env: {"MODE": "prod", "PORT": "80", "NAME": "ab", "EMAIL": "a@example.com", "TAGS": "a,b"}
# env: {"MODE": "none"}
# env: {"PORT": "70000"}
# env: {"NAME": "a"}
# env: {"EMAIL": "a@example"}
# env: {"TAGS": "a,c"}
from environs import Env, validate
from marshmallow.validate import Email, Length

env = Env()
SECRET_KEY = "x" * 50
MODE = env.str("MODE", "dev", validate=validate.OneOf(["dev", "prod"], error="one of {choices}"))
PORT = env.int("PORT", default=1, validate=validate.Range(min=1, max=65535))
NAME = env.str("NAME", default="", validate=[Length(min=2), lambda name: name != "x"])
EMAIL = env.str("EMAIL", default="none", validate=Email())
TAGS = env.list("TAGS", default=[], validate=validate.ContainsOnly(["a", "b"]))
