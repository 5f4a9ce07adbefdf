"""Reads a calendar from standard input with python3-icalendar and says in JSON what it understood."""
import json
import sys
from datetime import timezone

from icalendar import Calendar


def entry(event):
    def instant(name):
        return event.decoded(name).astimezone(timezone.utc).isoformat() if name in event else None

    def text(name):
        return str(event.get(name, ""))

    return {
        "uid": text("UID"),
        "summary": text("SUMMARY"),
        "language": event["SUMMARY"].params.get("LANGUAGE", ""),
        "location": text("LOCATION"),
        "description": text("DESCRIPTION"),
        "status": text("STATUS"),
        "sequence": int(event["SEQUENCE"]),
        "start": instant("DTSTART"),
        "end": instant("DTEND"),
        "errors": [str(error) for error in event.errors],
    }


calendar = Calendar.from_ical(sys.stdin.buffer.read())
json.dump(
    {
        "name": str(calendar["X-WR-CALNAME"]),
        "zones": [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")],
        "entries": [entry(event) for event in calendar.walk("VEVENT")],
    },
    sys.stdout,
)
