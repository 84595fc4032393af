DEBUG = False
ENVIRONMENT = "production"
