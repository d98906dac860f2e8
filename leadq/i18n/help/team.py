"""Help: teams over a hub."""

HELP = {
    "cmd.sync": ("send what changed here to the team, take what changed elsewhere", "与团队同步：发出本机的改动，取回别处的改动"),
    "cmd.sync.about": (
        "a store that has joined a team meets it in the team's hub; off-line everything goes on, and"
        " what two changed at once is kept in `leadq conflicts`",
        "加入团队后，本机数据在团队中心会合；离线时照常使用，同一处两人都改过的，保留在 `leadq conflicts` 里",
    ),
    "cmd.sync.examples": (
        "leadq sync  # once a day is enough\n"
        "leadq sync --dry-run  # how much would go and come",
        "leadq sync  # 每天一次即可\n"
        "leadq sync --dry-run  # 看看要发出和取回多少",
    ),
    "opt.sync_dry_run": ("only say how much would be sent and taken", "只说明要发出和取回多少，不同步"),
    "opt.sync_yes": ("take it though more than a tenth of the leads would go", "即使会少掉一成以上的线索也同步"),
    "cmd.conflicts": ("values that gave way to a colleague's", "被同事的改动取代的内容"),
    "cmd.conflicts.about": (
        "when two change one field without having seen each other, the later to arrive stands and the"
        " other is kept here: take it back, or keep what stands",
        "两人在互不知情时改了同一处，以后到的为准，先前的保留在这里：可以取回，也可以保留现状",
    ),
    "cmd.conflicts.examples": (
        "leadq conflicts  # what gave way, each with a number\n"
        "leadq conflicts take 3  # put number 3 back\n"
        "leadq conflicts keep 3  # what stands is right",
        "leadq conflicts  # 列出被取代的内容和编号\n"
        "leadq conflicts take 3  # 取回第 3 条\n"
        "leadq conflicts keep 3  # 现在的内容是对的",
    ),
    "arg.conflict_action": ("take: put the value back; keep: let it go", "take：取回；keep：保留现状"),
    "arg.conflict": ("its number in the list", "列表中的编号"),
}
