"""The ASGI application that uvicorn serves."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zuoxi.project.settings")
application = get_asgi_application()

from zuoxi.web.shell.doors import insist  # noqa: E402  (after the set-up)

insist()
