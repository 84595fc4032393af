# unknown: CWD
# unknown: COUNT
# unknown: USER
# unknown: HOME
# unknown: LISTING
# env: {"NAME": "value", "EXPAND": "x"}
import os

CWD = os.getcwd()
COUNT = os.cpu_count()
USER = os.getpid()
HOME = os.path.expanduser("~/x")
LISTING = os.listdir(os.path.dirname(os.path.abspath(__file__)))
PLAIN = os.path.expanduser("/a/b"), os.path.expandvars("plain")
os.makedirs(os.path.join("/tmp", "preflight-conformance"), exist_ok=True)
os.umask(0o022)
AFTER = "known"
