from config.base import *

BOTH = EXPORTED + _UNDERSCORED
