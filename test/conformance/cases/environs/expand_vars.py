# env: {"A": "${B}", "B": "b", "C": "${B}-${D:-d}", "N": "${M:-7}", "E": "\\${B}", "P": "pre_${MISSING}"}
# env: {"A": "${MISSING}", "N": "5"}
from environs import Env, EnvError

env = Env(expand_vars=True)
plain = Env()
SECRET_KEY = "x" * 50
PLAIN = plain("A", "none")
C = env.str("C", "none")
N = env.int("N", 1)
E = env("E", "none")
try:
    P = env.str("P")
except EnvError:
    P = "missing"
DEFAULTED = env.str("A", "default")
A = env.str("A", "${B}")
REQUIRED = env.str("A")
