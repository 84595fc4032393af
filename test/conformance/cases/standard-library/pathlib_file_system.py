# unknown: HOME
# unknown: CWD
# unknown: RELATIVE
# unknown: EXPANDED
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent
HOME = Path.home()
CWD = Path.cwd()
RELATIVE = Path("a").resolve()
EXPANDED = Path("~").expanduser()
EXISTS = BASE_DIR.exists(), (BASE_DIR / "missing").exists(), BASE_DIR.is_dir(), (BASE_DIR / "manage.py").is_file(), (BASE_DIR / "manage.py").is_dir()
NAME = Path(__file__).name, Path(__file__).absolute().name, BASE_DIR.joinpath("x").name
RESOLVED = Path("/a/../b").resolve(), Path("/a/b/..").absolute()
try:
    MISSING = (BASE_DIR / "missing.txt").read_text()
except FileNotFoundError as error:
    MISSING = error.errno, error.strerror
