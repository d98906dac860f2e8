"""Notes what was learnt without a contact: a dated text, and what was taken of it (method §14)."""

from collections.abc import Iterable
from typing import NamedTuple

from leadq.domain.grading.facts import REMARK
from leadq.domain.hearing.model import Proposal
from leadq.errors import UsageError
from leadq.store import repo
from leadq.store.read.read_details import PromiseData, read_promises
from leadq.store.read.read_leads import read_lead
from leadq.store.read.rows import LeadData
from leadq.store.unit import Unit
from leadq.usecases.desk import Desk
from leadq.usecases.followup.plan import StepWish, write_step
from leadq.usecases.followup.replan import replan_lead
from leadq.usecases.hearing.take import SaidStep, sort_out, write_learnt
from leadq.usecases.leads.find import find_lead

NOTED_KINDS = ("fact", "promise", "next", "field")
"""What can be taken of a note: nobody was met, so there is no outcome, objection or channel."""


class NotedText(NamedTuple):
    """The lead afterwards, the note, and the promises that are open."""

    lead: LeadData
    text: str
    promises: tuple[PromiseData, ...]


def note_text(desk: Desk, given: str, text: str, taken: Iterable[Proposal] = ()) -> NotedText:
    """Note a text of a lead and what was taken of it, in one step; it is no contact (§14).

    The text is a fact that gathers: each is kept. Raises UsageError for an empty one,
    RefusedError.
    """
    if not text.strip():
        raise UsageError("note_empty", hint="note_empty")
    said = sort_out(taken)
    with desk.write("note") as unit:
        lead_id = find_lead(unit.conn, desk, given)
        repo.insert_fact(unit, lead_id, REMARK, text.strip(), None, desk.today)
        write_learnt(unit, desk, lead_id, said, desk.today)
        for words, due_on in said.promises:
            repo.insert_promise(unit, lead_id, words, due_on)
        if said.step is not None:
            write_said_step(unit, desk, lead_id, said.step)
        replan_lead(unit, desk, lead_id)
        lead = read_lead(unit.conn, lead_id, desk.today)
        promises = [p for p in read_promises(unit.conn, lead_id) if p.state == "open"]
        return NotedText(lead, text.strip(), tuple(promises))


def write_said_step(unit: Unit, desk: Desk, lead_id: int, step: SaidStep) -> None:
    """Plan a step that was said inside a transaction; the caller replans. Raises RefusedError."""
    write_step(unit, desk, lead_id, StepWish(step.on, step.time, step.place, step.by))
