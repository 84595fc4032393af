from typing import Any, Dict, List

DEBUG: bool = False
ALLOWED_HOSTS: List[str] = ["example.com"]
DATABASES: Dict[str, Any] = {}
DECLARED: str
_private = "not a setting"
lower = "not a setting"
Mixed = "not a setting"
WITH_2_DIGITS = True
