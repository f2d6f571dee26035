"""tovchoo welcome"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tovchoo.accounts.rules import first_link
from tovchoo.people.roles import Operator


class Command(BaseCommand):
    requires_system_checks = ()
    help = "Print the link by which the first administrator comes in; nothing once there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        if path := first_link(by=Operator()):
            print(f"Nobody can sign in yet. Whoever opens this link first becomes the administrator (once, within "
                  f"fourteen days):\n  {settings.SITE_URL}{path}", file=self.stdout)  # fmt: skip
