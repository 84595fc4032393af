DEBUG = False
NAME = "package"
