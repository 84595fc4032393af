# unknown: VERSION
# unknown: PLATFORM
# unknown: SYSTEM
# unknown: PYTHON
# unknown: EXECUTABLE
import platform
import sys

VERSION = sys.version_info
PLATFORM = sys.platform
SYSTEM = platform.system()
PYTHON = platform.python_version()
EXECUTABLE = sys.executable
MODULE = sys.modules[__name__] is not None
SELF = getattr(sys.modules[__name__], "MODULE")
sys.path.insert(0, "/site/apps")
sys.path.append("x")
BYTE_ORDER = sys.maxsize
TESTING = "test" in sys.argv, "pytest" in sys.modules
sys.setrecursionlimit(3000)
sys.stdout.write("x")
AFTER = "known"
