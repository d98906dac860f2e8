"""Help: who is in a team."""

from __future__ import annotations

HELP: dict[str, tuple[str, str]] = {
    "cmd.team": ("a team's laptops around one PostgreSQL server", "团队的多台电脑经由一台 PostgreSQL 服务器会合"),
    "cmd.team.about": ("Every laptop keeps its whole store and works off-line; leadq sync brings it and the team's hub together. Reps get what is theirs, managers everything; the server itself sees to that.",
        "每台电脑都有自己的完整数据，离线照常使用；leadq sync 与团队中心互相同步。销售只得到自己的，经理得到全部，由服务器把关。"),
    "cmd.team.create": ("make a team in an empty database", "在空数据库里建立团队"),
    "cmd.team.create.about": ("Makes the hub in the database of a login that may make roles and schemas, with the rep of the setting me as its manager, and joins this laptop. The address stays out of the store; instead of a password in it the variable PGPASSWORD counts too.",
        "用能创建角色和模式的登录名，在它的数据库里建立团队；设置项 me 中的人是经理，本机随即加入。地址不会存下来；密码也可以不写在地址里，改用环境变量 PGPASSWORD。"),
    "cmd.team.create.examples": (
        "leadq team create 'postgresql://owner:secret@hub.example.com/leads'  # from nothing to a team\n"
        "leadq team create 'postgresql://owner:secret@hub.example.com/leads' --again  # its manager, on a new laptop",
        "leadq team create 'postgresql://owner:secret@hub.example.com/leads'  # 从零建立团队\n"
        "leadq team create 'postgresql://owner:secret@hub.example.com/leads' --again  # 经理换了电脑",
    ),
    "cmd.team.add": ("add a member and print the line to join by", "添加成员，给出加入用的一行命令"),
    "cmd.team.add.examples": (
        "leadq team add 'Anna Li'  # named as the owner of her leads\n"
        "leadq team add 'Anna Li' --again  # her old laptop is lost: it gets in no more",
        "leadq team add 王芳  # 与线索负责人一栏同名\n"
        "leadq team add 王芳 --again  # 旧电脑丢了：它再也进不来",
    ),
    "cmd.team.join": ("join a team by the line of its manager", "用经理给的那一行加入团队"),
    "cmd.team.join.examples": ("leadq team join 'postgresql://leadq_1f2e_2:once@hub.example.com:5432/leads'  # the password is good once",
        "leadq team join 'postgresql://leadq_1f2e_2:once@hub.example.com:5432/leads'  # 密码只能用一次"),
    "cmd.team.list": ("who is in the team, and when they synced", "团队里有谁，最近何时同步"),
    "cmd.team.list.examples": ("leadq team list  # and whether an erasure has reached everybody",
        "leadq team list  # 也看清除是否已到达每台电脑"),
    "cmd.team.remove": ("let a member in no more; another has their leads", "移除成员，线索交给别人"),
    "cmd.team.remove.about": ("Lets a member in no more and gives their leads to another. What is on their laptop cannot be wiped from afar.",
        "不再让某人进入团队，其线索交给别人。对方电脑上的数据无法远程清除。"),
    "cmd.team.remove.examples": ("leadq team remove 'Anna Li' --to 'Tom Hall'  # asks first",
        "leadq team remove 王芳 --to 李强  # 先询问"),
    "meta.line": ("LINE", "口令"),
    "arg.hub_url": ("where the database is and who owns it: `postgresql://LOGIN:PASSWORD@HOST:5432/DATABASE`",
        "数据库的地址和所有者：`postgresql://登录名:密码@主机:5432/数据库`"),
    "arg.join_line": ("the address that the manager has handed on", "经理给的那一行里的地址"),
    "arg.member": ("the name that stands as the owner of leads", "线索负责人一栏里的姓名"),
    "opt.team_again": ("they are in it already and have a new laptop", "已在团队里，只是换了电脑"),
    "opt.team_copy": ("this store is a copy of a colleague's: go on with it as yours", "这份数据是同事的副本，作为自己的继续用"),
    "opt.team_manager": ("they see everybody's leads and add others", "可以看到所有人的线索，并能添加成员"),
    "opt.team_heir": ("who has the leads from now on", "线索今后归谁"),
    "opt.yes": ("do it, without asking", "直接执行，不再询问"),
    "cmd.sync": ("sync with the team", "与团队同步"),
    "cmd.sync.about": (
        "a store that has joined a team meets it in the team's hub; off-line everything goes on, and"
        " what two changed at once is kept in `leadq conflicts`",
        "加入团队后，本机数据在团队中心会合；离线时照常使用，同一处两人都改过的，保留在 `leadq conflicts` 里",
    ),
    "cmd.sync.examples": (
        "leadq sync  # once a day is enough\n"
        "leadq sync --dry-run  # how much would go and come",
        "leadq sync  # 每天一次即可\n"
        "leadq sync --dry-run  # 看看要发出和收到多少",
    ),
    "opt.sync_dry_run": ("only say how much would be sent and received", "只说明要发出和收到多少，不同步"),
    "opt.sync_yes": ("go on though leads would go from here", "即使会有线索从本机移走也同步"),
    "cmd.conflicts": ("settle what two changed at once", "处理两处同时改动的冲突"),
    "cmd.conflicts.about": (
        "when two change one field without having seen each other, the later to arrive stands and the"
        " other is kept here: take it back, or keep what stands",
        "两人在互不知情时改了同一处，以后到的为准，先前的保留在这里：可以恢复，也可以保留现状",
    ),
    "cmd.conflicts.examples": (
        "leadq conflicts  # what gave way, each with a number\n"
        "leadq conflicts take 3  # put number 3 back\n"
        "leadq conflicts keep 3  # what stands is right",
        "leadq conflicts  # 列出被取代的内容和编号\n"
        "leadq conflicts take 3  # 恢复第 3 条\n"
        "leadq conflicts keep 3  # 现在的内容是对的",
    ),
    "arg.conflict_action": ("`take`: put the value back; `keep`: let it go", "`take`：恢复；`keep`：保留现状"),
    "arg.conflict": ("its number in the list", "列表中的编号"),
}
