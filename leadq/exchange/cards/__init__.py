"""One lead or appointment a card: address books (vCard) and calendars (iCalendar)."""
