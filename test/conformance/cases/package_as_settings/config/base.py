KIND = "production"
