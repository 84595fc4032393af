from django.contrib.admin.apps import AdminConfig


class SiteConfig(AdminConfig):
    default = False
