# env: {"A": "1"}
import os

assert True
assert 1 < 2, "message"
try:
    assert 1 > 2, "too small"
except AssertionError as error:
    MESSAGE = str(error)
try:
    assert []
except AssertionError as error:
    EMPTY = str(error)
assert "A" not in os.environ, "A must not be set"
