# unknown: TEXT
# unknown: LINES
# unknown: MISSING
import os

PATH = os.path.join(os.path.dirname(__file__), "missing.txt")
try:
    with open(PATH) as handle:
        TEXT = handle.read()
except OSError:
    TEXT = None
try:
    LINES = open(PATH).readlines()
except FileNotFoundError:
    LINES = []
AFTER = "known"
