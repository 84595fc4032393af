import django_heroku

SECRET_KEY = "x" * 50
django_heroku.settings(locals())
