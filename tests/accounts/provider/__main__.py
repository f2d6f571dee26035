"""`python -m tests.accounts.provider CALLBACK`: says where it listens and what its client is called, then serves."""

import json
import os
import sys
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application


class Quiet(WSGIRequestHandler):
    def log_message(self, *_said):
        pass


def client(callback: str) -> dict[str, str]:
    """Our side, as the provider has it in its register."""
    from oauth2_provider.models import Application

    registered = Application(name="Tovchoo", redirect_uris=callback, client_type="confidential", algorithm="RS256",
                             authorization_grant_type="authorization-code", skip_authorization=True)  # fmt: skip
    secret = registered.client_secret
    registered.save()
    return {"client_id": registered.client_id, "secret": secret}


os.environ["DJANGO_SETTINGS_MODULE"] = "tests.accounts.provider.settings"
django.setup()
call_command("migrate", verbosity=0)
server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
told = client(sys.argv[1]) | {"port": server.server_port}
sys.stdout.write(json.dumps(told) + "\n")
sys.stdout.flush()
server.serve_forever()
