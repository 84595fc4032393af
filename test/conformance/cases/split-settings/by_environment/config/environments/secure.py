SECURE = DEBUG is False
