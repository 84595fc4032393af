import django_on_heroku

SECRET_KEY = "x" * 50
django_on_heroku.settings(locals())
