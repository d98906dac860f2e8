"""leadq purchase: what a customer bought, one by one or from a file."""

from pathlib import Path
from typing import Annotated

import typer

from leadq.cli.frame.complete import complete_leads, complete_products
from leadq.cli.frame.options import ForceFlag, Text, Texts, text_option
from leadq.cli.frame.work import choose_lead, open_work
from leadq.errors import UsageError
from leadq.render.aftersale.purchase import say_purchase, say_removed, show_purchases
from leadq.usecases.aftersale.purchase import list_purchases, note_purchase, remove_purchase


def command(
    ctx: typer.Context,
    lead: Annotated[
        Text, typer.Argument(metavar="[LEAD]", help="arg.lead", autocompletion=complete_leads)
    ] = None,
    amount: Annotated[Text, typer.Argument(metavar="[MONEY]", help="arg.bought_for")] = None,
    on: Annotated[Text, typer.Argument(metavar="[DATE]", help="arg.bought_on")] = None,
    product: Annotated[Text, text_option("opt.bought_product", complete=complete_products)] = None,
    note: Annotated[Text, text_option("opt.note")] = None,
    remove: Annotated[
        int | None,
        typer.Option(min=1, metavar="ID", help="opt.remove_purchase", show_default=False),
    ] = None,
    file: Annotated[Text, text_option("opt.purchase_file", "--import", metavar="FILE")] = None,
    map: Annotated[Texts, text_option("opt.map", metavar="COLUMN=FIELD")] = None,
    encoding: Annotated[Text, text_option("opt.encoding_in", metavar="ENCODING")] = None,
    force: ForceFlag = False,
) -> None:
    """Note what a customer bought; with LEAD alone, show it."""
    _check(lead, amount, remove, file, [product, note], [map, encoding])
    with open_work(ctx) as work:
        if file is not None or lead is None:
            from leadq.cli.importing.import_leads import import_table

            import_table(work, Path(file or ""), map or (), "purchases", encoding=encoding)
            return
        lead = choose_lead(work, lead)
        if remove is not None:
            say_removed(remove_purchase(work.desk, lead, remove), work.look)
        elif amount is None:
            show_purchases(list_purchases(work.desk, lead), work.look)
        else:
            from leadq.domain.typing.typed import parse_money

            day, money = work.day(on, past=True), parse_money(amount)
            bought = note_purchase(work.desk, lead, money, day, product or "", note or "", force)
            say_purchase(bought, work.look)


def _check(
    lead: str | None,
    amount: str | None,
    remove: int | None,
    file: str | None,
    about_one: list[str | None],
    about_file: list[object],
) -> None:
    """Refuse what does not go together: a lead and a file, an amount and a removal."""
    if lead is None and file is None:
        raise UsageError("purchase_of_whom", hint="purchase_of_whom")
    of_one = any(one is not None for one in (lead, remove, *about_one))
    mixed = file is not None and of_one
    lost = file is None and any(about_file)
    nothing_bought = amount is None and any(one is not None for one in about_one)
    if mixed or lost or nothing_bought or (remove is not None and amount is not None):
        raise UsageError("purchase_options", hint="purchase_options")
