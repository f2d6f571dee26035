"""A mail box on this machine: letters come by SMTP, and one can wait for them."""

from __future__ import annotations

from queue import Queue

from tests.mail.post_office import PostOffice, Received

LONGEST_WAY = 30  # seconds, of which the worker may rest one


class MailBox(PostOffice):
    def __enter__(self) -> MailBox:
        self.came: Queue[Received] = Queue()
        self.open()
        return self

    def __exit__(self, *told: object) -> None:
        self.close()

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        self.came.put(self.received[-1])
        return answer

    def next_letter(self, to: str) -> Received:
        """To somebody; those to others are left aside."""
        while True:
            letter = self.came.get(timeout=LONGEST_WAY)
            if letter.recipients == [to]:
                return letter
