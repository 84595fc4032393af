DEBUG = True
ENVIRONMENT = "development"
