SECRET_KEY = "0123456789abcdefghijklmnopqrstuvwxyz0123456789abcdefgh"
FILE_UPLOAD_TEMP_DIR = "/surely/nowhere"
