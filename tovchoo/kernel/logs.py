"""The log of the process: one JSON object a line, so that nothing in it can pretend to be another line."""

import json
import logging
from datetime import UTC, datetime


class OneLine(logging.Formatter):
    """Escapes line breaks and control characters, as JSON does."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "says": record.getMessage(),
        }
        if record.exc_info:
            told["error"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=True)
