-- A store of version 13 as leadq left it; never changed again.
BEGIN TRANSACTION;
CREATE TABLE complaint (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    on_day DATE NOT NULL,
    text TEXT NOT NULL,
    product TEXT,
    feeling TEXT,
    thanked TEXT,
    apologised TEXT,
    details TEXT,
    cause TEXT,
    lesson TEXT,
    state TEXT NOT NULL,
    solution TEXT,
    solved_on DATE,
    checked_on DATE,
    satisfied TEXT,
    missing TEXT,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT complaint_state CHECK (state IN ('open', 'solved', 'closed')),
    CONSTRAINT complaint_satisfied CHECK (satisfied IN ('yes', 'no')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "complaint" VALUES(1,'01a2261b-c77f-789f-b75c-2afaa6f03b28',1,'2026-11-23','油泵漏油','JS220',NULL,NULL,NULL,NULL,NULL,NULL,'open',NULL,NULL,NULL,NULL,NULL,NULL,'2026-11-29T07:01:24+00:00','2026-11-29T07:01:24+00:00');
CREATE TABLE contact (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    phone TEXT,
    note TEXT,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, attitude TEXT CONSTRAINT contact_attitude CHECK (attitude IN ('for', 'neutral', 'against')),
    PRIMARY KEY (id),
    CONSTRAINT contact_role CHECK (
        role IN ('approver', 'decider', 'supporter', 'influencer', 'gatekeeper')
    ),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "contact" VALUES(1,'01a20030-7cc2-778e-a269-af4ea0681fb9',1,'李总','approver','13900001111',NULL,NULL,'2026-11-21T22:18:27+00:00','2026-11-21T22:18:27+00:00','for');
CREATE TABLE erasure (
    id TEXT NOT NULL,
    erased_on DATE NOT NULL,
    at TEXT NOT NULL,
    reason TEXT NOT NULL,
    leads INTEGER NOT NULL,
    contacts INTEGER NOT NULL,
    "rows" INTEGER NOT NULL,
    entries INTEGER NOT NULL,
    mentions INTEGER NOT NULL,
    backups INTEGER NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT erasure_reason CHECK (reason IN ('request', 'retention', 'mistake', 'other'))
);
INSERT INTO "erasure" VALUES('e8faacd597d1609c','2026-11-23','2026-11-23T01:30:00+00:00','request',1,0,2,3,0,1);
CREATE TABLE fact (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    fact TEXT NOT NULL,
    value TEXT NOT NULL,
    note TEXT,
    noted_on DATE NOT NULL,
    owner TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "fact" VALUES(1,'01a20030-764f-7313-a5cf-9a7a98920d40',1,'need_by','2027-02-11',NULL,'2026-11-23',NULL,'2026-11-21T22:18:25+00:00');
INSERT INTO "fact" VALUES(2,'01a20030-792c-7088-8a95-c3b2a111a80b',1,'money','yes','贷款已批','2026-11-23',NULL,'2026-11-21T22:18:26+00:00');
INSERT INTO "fact" VALUES(3,'01a20030-792c-7dfc-b9fe-bd21af5adce2',1,'authority','yes','贷款已批','2026-11-23',NULL,'2026-11-21T22:18:26+00:00');
INSERT INTO "fact" VALUES(4,'01a20030-792c-7a35-80c1-c745cac92b08',1,'need','yes','贷款已批','2026-11-23',NULL,'2026-11-21T22:18:26+00:00');
INSERT INTO "fact" VALUES(5,'01a20030-792c-7faa-bd7a-ce3869e71851',1,'engagement','bargaining','贷款已批','2026-11-23',NULL,'2026-11-21T22:18:26+00:00');
INSERT INTO "fact" VALUES(6,'01a20030-792c-74f2-9c46-34559a30baa2',1,'reason','yes','贷款已批','2026-11-23',NULL,'2026-11-21T22:18:26+00:00');
CREATE TABLE followup (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    on_day DATE NOT NULL,
    at_time TEXT,
    place TEXT,
    "by" TEXT NOT NULL,
    goal TEXT NOT NULL,
    set_by TEXT NOT NULL,
    set_on DATE NOT NULL,
    slot TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT followup_set_by CHECK (set_by IN ('rule', 'rep')),
    CONSTRAINT followup_state CHECK (state IN ('open', 'queued', 'done', 'moved', 'cancelled')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "followup" VALUES(1,'01a20030-764f-7d0b-82d9-5d9d67a4851c',1,'2026-11-24',NULL,NULL,'phone','@finish_questions','rule','2026-11-23','ungraded','done',NULL,NULL,'2026-11-21T22:18:25+00:00','2026-11-21T22:18:27+00:00');
INSERT INTO "followup" VALUES(2,'01a20030-7f05-73ce-a24b-28746ae5b364',1,'2026-11-24',NULL,NULL,'phone','@finish_questions','rule','2026-11-23','ungraded','moved',NULL,NULL,'2026-11-21T22:18:27+00:00','2026-11-28T18:53:19+00:00');
INSERT INTO "followup" VALUES(3,'01a20030-8023-7e71-8d78-4f63ed2946dc',2,'2026-11-24',NULL,NULL,'phone','@finish_questions','rule','2026-11-23','ungraded','moved',NULL,NULL,'2026-11-21T22:18:28+00:00','2026-11-21T22:18:28+00:00');
INSERT INTO "followup" VALUES(4,'01a20030-827d-7993-9b9a-e23f186001bb',2,'2026-11-27',NULL,NULL,'phone','@advance','rule','2026-11-23','B','moved',NULL,NULL,'2026-11-21T22:18:28+00:00','2026-11-21T22:18:29+00:00');
INSERT INTO "followup" VALUES(5,'01a20030-84a5-7b68-b4b5-f3b84cdb4634',2,'2026-11-24',NULL,NULL,'phone','@finish_questions','rule','2026-11-23','ungraded','moved','away',NULL,'2026-11-21T22:18:29+00:00','2026-11-21T22:18:32+00:00');
INSERT INTO "followup" VALUES(6,'01a20030-86e3-7a58-a7e9-888c948e631a',3,'2026-11-24',NULL,NULL,'phone','@finish_questions','rule','2026-11-23','ungraded','moved',NULL,NULL,'2026-11-21T22:18:29+00:00','2026-11-21T22:18:31+00:00');
INSERT INTO "followup" VALUES(7,'01a20030-8b44-7610-b68f-f29c32e7d398',3,'2027-03-01',NULL,NULL,'phone','@unpark','rep','2026-11-23',NULL,'open',NULL,NULL,'2026-11-21T22:18:31+00:00','2026-11-21T22:18:31+00:00');
INSERT INTO "followup" VALUES(8,'01a20030-90a7-71b3-b879-fcf5568a40fd',2,'2026-11-28',NULL,NULL,'phone','@finish_questions','rep','2026-11-23','ungraded','open',NULL,NULL,'2026-11-21T22:18:32+00:00','2026-11-21T22:18:32+00:00');
INSERT INTO "followup" VALUES(9,'01a20030-975e-7022-bd26-3fd9ce4ffcbe',4,'2026-11-24',NULL,NULL,'phone','@finish_questions','rule','2026-11-23','ungraded','cancelled',NULL,NULL,'2026-11-21T22:18:34+00:00','2026-11-21T22:18:35+00:00');
INSERT INTO "followup" VALUES(10,'01a22381-31df-7887-b41b-189594cb608a',1,'2026-11-26','14:30',NULL,'visit','bring the quote','rep','2026-11-23','ungraded','open',NULL,NULL,'2026-11-28T18:53:19+00:00','2026-11-28T18:53:19+00:00');
CREATE TABLE journal (
    id INTEGER NOT NULL,
    command TEXT NOT NULL,
    verb TEXT NOT NULL,
    at TEXT NOT NULL,
    day DATE NOT NULL,
    owner TEXT,
    tbl TEXT NOT NULL,
    op TEXT NOT NULL,
    row_first INTEGER NOT NULL,
    row_last INTEGER NOT NULL,
    lead_id INTEGER,
    "before" TEXT,
    "after" TEXT,
    undone BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT journal_op CHECK (op IN ('insert', 'update', 'delete'))
);
INSERT INTO "journal" VALUES(1,'01a20030-764f-757d-a8ff-d30916c3fab2','add','2026-11-21T22:18:25+00:00','2026-11-23',NULL,'lead','insert',1,1,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(2,'01a20030-764f-757d-a8ff-d30916c3fab2','add','2026-11-21T22:18:25+00:00','2026-11-23',NULL,'reach','insert',1,1,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(3,'01a20030-764f-757d-a8ff-d30916c3fab2','add','2026-11-21T22:18:25+00:00','2026-11-23',NULL,'reach','insert',2,2,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(4,'01a20030-764f-757d-a8ff-d30916c3fab2','add','2026-11-21T22:18:25+00:00','2026-11-23',NULL,'fact','insert',1,1,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(5,'01a20030-764f-757d-a8ff-d30916c3fab2','add','2026-11-21T22:18:25+00:00','2026-11-23',NULL,'followup','insert',1,1,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(6,'01a20030-792c-76c7-b8c4-2ecc32030625','fact','2026-11-21T22:18:26+00:00','2026-11-23',NULL,'fact','insert',2,2,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(7,'01a20030-792c-76c7-b8c4-2ecc32030625','fact','2026-11-21T22:18:26+00:00','2026-11-23',NULL,'fact','insert',3,3,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(8,'01a20030-792c-76c7-b8c4-2ecc32030625','fact','2026-11-21T22:18:26+00:00','2026-11-23',NULL,'fact','insert',4,4,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(9,'01a20030-792c-76c7-b8c4-2ecc32030625','fact','2026-11-21T22:18:26+00:00','2026-11-23',NULL,'fact','insert',5,5,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(10,'01a20030-792c-76c7-b8c4-2ecc32030625','fact','2026-11-21T22:18:26+00:00','2026-11-23',NULL,'fact','insert',6,6,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(11,'01a20030-7cc2-7fa1-a855-60f05e8feafb','contact','2026-11-21T22:18:27+00:00','2026-11-23',NULL,'contact','insert',1,1,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(12,'01a20030-7f05-777b-a43a-80f1e7cc975b','log','2026-11-21T22:18:27+00:00','2026-11-23',NULL,'touch','insert',1,1,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(13,'01a20030-7f05-777b-a43a-80f1e7cc975b','log','2026-11-21T22:18:27+00:00','2026-11-23',NULL,'promise','insert',1,1,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(14,'01a20030-7f05-777b-a43a-80f1e7cc975b','log','2026-11-21T22:18:27+00:00','2026-11-23',NULL,'followup','update',1,1,1,'{"state": "open", "updated_at": "2026-11-21T22:18:25+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(15,'01a20030-7f05-777b-a43a-80f1e7cc975b','log','2026-11-21T22:18:27+00:00','2026-11-23',NULL,'followup','insert',2,2,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(16,'01a20030-8023-7e07-931c-1fe996466427','add','2026-11-21T22:18:28+00:00','2026-11-23',NULL,'lead','insert',2,2,2,NULL,NULL,0);
INSERT INTO "journal" VALUES(17,'01a20030-8023-7e07-931c-1fe996466427','add','2026-11-21T22:18:28+00:00','2026-11-23',NULL,'reach','insert',3,3,2,NULL,NULL,0);
INSERT INTO "journal" VALUES(18,'01a20030-8023-7e07-931c-1fe996466427','add','2026-11-21T22:18:28+00:00','2026-11-23',NULL,'followup','insert',3,3,2,NULL,NULL,0);
INSERT INTO "journal" VALUES(19,'01a20030-827d-75a9-bfce-1d0ff6dc7b52','grade','2026-11-21T22:18:28+00:00','2026-11-23',NULL,'override','insert',1,1,2,NULL,NULL,0);
INSERT INTO "journal" VALUES(20,'01a20030-827d-75a9-bfce-1d0ff6dc7b52','grade','2026-11-21T22:18:28+00:00','2026-11-23',NULL,'followup','update',3,3,2,'{"state": "open", "updated_at": "2026-11-21T22:18:28+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(21,'01a20030-827d-75a9-bfce-1d0ff6dc7b52','grade','2026-11-21T22:18:28+00:00','2026-11-23',NULL,'followup','insert',4,4,2,NULL,NULL,0);
INSERT INTO "journal" VALUES(22,'01a20030-84a5-76be-95f8-568b49c50389','grade','2026-11-21T22:18:29+00:00','2026-11-23',NULL,'override','update',1,1,2,'{"cleared": false, "updated_at": "2026-11-21T22:18:28+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(23,'01a20030-84a5-76be-95f8-568b49c50389','grade','2026-11-21T22:18:29+00:00','2026-11-23',NULL,'followup','update',4,4,2,'{"state": "open", "updated_at": "2026-11-21T22:18:28+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(24,'01a20030-84a5-76be-95f8-568b49c50389','grade','2026-11-21T22:18:29+00:00','2026-11-23',NULL,'followup','insert',5,5,2,NULL,NULL,0);
INSERT INTO "journal" VALUES(25,'01a20030-86e3-7f3d-94ec-3e9484b754c5','add','2026-11-21T22:18:29+00:00','2026-11-23',NULL,'lead','insert',3,3,3,NULL,NULL,0);
INSERT INTO "journal" VALUES(26,'01a20030-86e3-7f3d-94ec-3e9484b754c5','add','2026-11-21T22:18:29+00:00','2026-11-23',NULL,'followup','insert',6,6,3,NULL,NULL,0);
INSERT INTO "journal" VALUES(27,'01a20030-8b44-7eea-8db3-9e6c9dbfab7f','park','2026-11-21T22:18:31+00:00','2026-11-23',NULL,'lead','update',3,3,3,'{"parked_until": null, "status": "open", "updated_at": "2026-11-21T22:18:29+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(28,'01a20030-8b44-7eea-8db3-9e6c9dbfab7f','park','2026-11-21T22:18:31+00:00','2026-11-23',NULL,'followup','update',6,6,3,'{"state": "open", "updated_at": "2026-11-21T22:18:29+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(29,'01a20030-8b44-7eea-8db3-9e6c9dbfab7f','park','2026-11-21T22:18:31+00:00','2026-11-23',NULL,'followup','insert',7,7,3,NULL,NULL,0);
INSERT INTO "journal" VALUES(30,'01a20030-8d78-7a8d-8b4b-db78d745dcf8','edit','2026-11-21T22:18:31+00:00','2026-11-23',NULL,'reach','delete',1,1,1,'{"e164": "+8613800138000", "lead_id": 1, "kind": "phone", "norm": "8613800138000", "typed": "13800138000", "id": 1}',NULL,0);
INSERT INTO "journal" VALUES(31,'01a20030-8d78-7a8d-8b4b-db78d745dcf8','edit','2026-11-21T22:18:31+00:00','2026-11-23',NULL,'reach','insert',4,4,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(32,'01a20030-8d78-7a8d-8b4b-db78d745dcf8','edit','2026-11-21T22:18:31+00:00','2026-11-23',NULL,'reach','insert',5,5,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(33,'01a20030-90a7-7d9f-bac1-42e7cf077fec','snooze','2026-11-21T22:18:32+00:00','2026-11-23',NULL,'followup','update',5,5,2,'{"state": "open", "reason": null, "updated_at": "2026-11-21T22:18:29+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(34,'01a20030-90a7-7d9f-bac1-42e7cf077fec','snooze','2026-11-21T22:18:32+00:00','2026-11-23',NULL,'followup','insert',8,8,2,NULL,NULL,0);
INSERT INTO "journal" VALUES(35,'01a20030-975e-77dc-bf2f-7c26f370bab2','add','2026-11-21T22:18:34+00:00','2026-11-23',NULL,'lead','insert',4,4,4,NULL,NULL,0);
INSERT INTO "journal" VALUES(36,'01a20030-975e-77dc-bf2f-7c26f370bab2','add','2026-11-21T22:18:34+00:00','2026-11-23',NULL,'followup','insert',9,9,4,NULL,NULL,0);
INSERT INTO "journal" VALUES(37,'01a20030-9bf1-7b53-9d7e-9eebd5231210','lose','2026-11-21T22:18:35+00:00','2026-11-23',NULL,'lead','update',4,4,4,'{"status": "open", "reason": null, "updated_at": "2026-11-21T22:18:34+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(38,'01a20030-9bf1-7b53-9d7e-9eebd5231210','lose','2026-11-21T22:18:35+00:00','2026-11-23',NULL,'followup','update',9,9,4,'{"state": "open", "updated_at": "2026-11-21T22:18:34+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(39,'01a22381-31df-775f-9e55-45654c8d7ed9','next','2026-11-28T18:53:19+00:00','2026-11-23',NULL,'followup','update',2,2,1,'{"state": "open", "updated_at": "2026-11-21T22:18:27+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(40,'01a22381-31df-775f-9e55-45654c8d7ed9','next','2026-11-28T18:53:19+00:00','2026-11-23',NULL,'followup','insert',10,10,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(41,'01a2253c-f0de-7782-885b-faedd3c41a45','purchase','2026-11-29T02:58:00+00:00','2026-11-23',NULL,'purchase','insert',2,2,2,NULL,NULL,0);
INSERT INTO "journal" VALUES(42,'01a2261b-c77f-73ee-899e-74aa41986768','complaint','2026-11-29T07:01:24+00:00','2026-11-23',NULL,'complaint','insert',1,1,1,NULL,NULL,0);
INSERT INTO "journal" VALUES(43,'01a2261b-c77f-73ee-899e-74aa41986768','complaint','2026-11-29T07:01:24+00:00','2026-11-23',NULL,'complaint','update',1,1,1,'{"product": null, "updated_at": "2026-11-29T07:01:24+00:00"}',NULL,0);
INSERT INTO "journal" VALUES(44,'01a2261b-c77f-73ee-899e-74aa41986768','complaint','2026-11-29T07:01:24+00:00','2026-11-23',NULL,'promise','insert',2,2,1,NULL,NULL,0);
CREATE TABLE lead (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    company TEXT,
    address TEXT,
    region TEXT,
    source TEXT,
    product TEXT,
    profile TEXT NOT NULL,
    owner TEXT,
    status TEXT NOT NULL,
    parked_until DATE,
    reason TEXT,
    amount REAL,
    budget REAL,
    tags TEXT NOT NULL,
    note TEXT,
    extra TEXT NOT NULL,
    created_on DATE NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, changed TEXT NOT NULL DEFAULT '{}', title TEXT, key_customer TEXT CONSTRAINT lead_key CHECK (key_customer IN ('yes', 'no')), referred_by TEXT, left_kind TEXT CONSTRAINT lead_left CHECK (left_kind IN ('own_choice', 'ended_by_us')),
    PRIMARY KEY (id),
    CONSTRAINT lead_name CHECK (length(name) > 0),
    CONSTRAINT lead_status CHECK (status IN ('open', 'won', 'lost', 'dropped', 'left', 'parked')),
    CONSTRAINT lead_parked CHECK ((status = 'parked') = (parked_until IS NOT NULL)),
    UNIQUE (uid),
    UNIQUE (number)
);
INSERT INTO "lead" VALUES(1,'01a20030-764f-7bda-814f-786f9105f80d',1,'王建国','华北路桥',NULL,NULL,NULL,NULL,'equipment',NULL,'open',NULL,NULL,NULL,500000.0,'["老客户"]','新区路基工地','{}','2026-11-23','2026-11-21T22:18:25+00:00','2026-11-21T22:18:25+00:00','{"name":"2026-11-22T08:00:00+00:00","status":"2026-11-22T09:30:00+00:00"}','采购经理',NULL,NULL,NULL);
INSERT INTO "lead" VALUES(2,'01a20030-8023-7080-986a-cca9e536fc92',2,'Denson',NULL,NULL,NULL,NULL,NULL,'general',NULL,'open',NULL,NULL,NULL,NULL,'[]',NULL,'{}','2026-11-23','2026-11-21T22:18:28+00:00','2026-11-21T22:18:28+00:00','{}',NULL,NULL,NULL,NULL);
INSERT INTO "lead" VALUES(3,'01a20030-86e3-77d5-9e6f-acbdea92708d',3,'O''Neil',NULL,NULL,NULL,NULL,NULL,'general',NULL,'parked','2027-03-01',NULL,NULL,NULL,'[]',NULL,'{}','2026-11-23','2026-11-21T22:18:29+00:00','2026-11-21T22:18:31+00:00','{}',NULL,NULL,'01a20030-764f-7bda-814f-786f9105f80d',NULL);
INSERT INTO "lead" VALUES(4,'01a20030-975e-7561-96f3-df09063342e6',4,'Lost',NULL,NULL,NULL,NULL,NULL,'general',NULL,'left',NULL,'went to a rival',NULL,NULL,'[]',NULL,'{}','2026-11-23','2026-11-21T22:18:34+00:00','2026-11-21T22:18:35+00:00','{}',NULL,'yes',NULL,'own_choice');
CREATE TABLE lookup (
    lead_id INTEGER NOT NULL,
    keys TEXT NOT NULL,
    PRIMARY KEY (lead_id),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "lookup" VALUES(1,'王建国
wangjianguo
wjg
华北路桥
huabeiluqiao
hblq
李总
lizong
lz
wjg88
8613800138000
13800138000
8613800138001
13800138001
13900001111');
INSERT INTO "lookup" VALUES(2,'denson
d@example.com');
INSERT INTO "lookup" VALUES(3,'o''neil');
INSERT INTO "lookup" VALUES(4,'lost');
CREATE TABLE meta (
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('rules','fa0662dea67ea103');
CREATE TABLE outlook (
    lead_id INTEGER NOT NULL,
    first_day DATE NOT NULL,
    until_day DATE NOT NULL,
    status TEXT NOT NULL,
    grade TEXT,
    grade_best TEXT,
    grade_by TEXT NOT NULL,
    man TEXT NOT NULL,
    signals INTEGER NOT NULL,
    next_on DATE,
    recheck DATE,
    live BOOLEAN NOT NULL,
    PRIMARY KEY (lead_id, first_day),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
) WITHOUT ROWID;
INSERT INTO "outlook" VALUES(1,'2026-11-23','2027-01-11','open',NULL,'B','rule','MAN',3,'2026-11-26','2026-12-24',1);
INSERT INTO "outlook" VALUES(1,'2027-01-12','9999-12-31','open',NULL,'A','rule','MAN',3,'2026-11-26','2026-12-24',1);
INSERT INTO "outlook" VALUES(2,'2026-11-23','9999-12-31','open',NULL,'A','rule','???',0,'2026-11-28',NULL,1);
INSERT INTO "outlook" VALUES(3,'2026-11-23','2027-02-28','parked',NULL,'A','rule','???',0,NULL,NULL,1);
INSERT INTO "outlook" VALUES(3,'2027-03-01','9999-12-31','open',NULL,'A','rule','???',0,'2027-03-01',NULL,1);
INSERT INTO "outlook" VALUES(4,'2026-11-23','9999-12-31','left',NULL,'A','rule','???',0,NULL,NULL,1);
CREATE TABLE override (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    grade TEXT NOT NULL,
    reason TEXT NOT NULL,
    set_on DATE NOT NULL,
    after_fact INTEGER NOT NULL,
    cleared BOOLEAN NOT NULL,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT override_grade CHECK (grade IN ('A', 'B', 'C')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "override" VALUES(1,'01a20030-827d-7e8b-9924-b00a4c8039cc',2,'B','known for years','2026-11-23',0,1,NULL,'2026-11-21T22:18:28+00:00','2026-11-21T22:18:29+00:00');
CREATE TABLE promise (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    text TEXT NOT NULL,
    due_on DATE,
    state TEXT NOT NULL,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, complaint TEXT,
    PRIMARY KEY (id),
    CONSTRAINT promise_state CHECK (state IN ('open', 'kept', 'cancelled')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "promise" VALUES(1,'01a20030-7f05-7e13-a6ad-6ce38268ba90',1,'带报价','2026-11-26','open',NULL,'2026-11-21T22:18:27+00:00','2026-11-21T22:18:27+00:00',NULL);
INSERT INTO "promise" VALUES(2,'01a2261b-c77f-789f-b75c-2afaa6f03b29',1,'换油封','2026-11-27','open',NULL,'2026-11-29T07:01:24+00:00','2026-11-29T07:01:24+00:00','01a2261b-c77f-789f-b75c-2afaa6f03b28');
CREATE TABLE purchase (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    on_day DATE NOT NULL,
    amount REAL NOT NULL,
    product TEXT,
    note TEXT,
    noted_by TEXT NOT NULL,
    owner TEXT,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT purchase_amount CHECK (amount > 0),
    CONSTRAINT purchase_noted_by CHECK (noted_by IN ('rep', 'win', 'file')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "purchase" VALUES(1,'01a1fff0-0000-7000-8000-000000000001',1,'2026-11-20',500000.0,'JS220',NULL,'rep',NULL,'2026-11-20T01:00:00+00:00','2026-11-20T01:00:00+00:00');
INSERT INTO "purchase" VALUES(2,'01a2253c-f0de-7399-bf7a-3f181e87fbb2',2,'2026-11-22',5000.0,'JS220',NULL,'rep',NULL,'2026-11-29T02:58:00+00:00','2026-11-29T02:58:00+00:00');
CREATE TABLE reach (
    id INTEGER NOT NULL,
    lead_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    typed TEXT NOT NULL,
    e164 TEXT,
    norm TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT reach_kind CHECK (kind IN ('phone', 'email', 'wechat')),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "reach" VALUES(2,1,'wechat','wjg88',NULL,'wx:wjg88');
INSERT INTO "reach" VALUES(3,2,'email','d@example.com',NULL,'d@example.com');
INSERT INTO "reach" VALUES(4,1,'phone','13800138000','+8613800138000','8613800138000');
INSERT INTO "reach" VALUES(5,1,'phone','13800138001','+8613800138001','8613800138001');
CREATE TABLE suppression (
    hash TEXT NOT NULL,
    kind TEXT NOT NULL,
    erasure_id TEXT NOT NULL,
    PRIMARY KEY (hash),
    CONSTRAINT suppression_kind CHECK (kind IN ('phone', 'email', 'wechat', 'lead'))
);
INSERT INTO "suppression" VALUES('5d41402abc4b2a76b9719d911017c592','phone','e8faacd597d1609c');
CREATE TABLE sync_dirty (
    tbl TEXT NOT NULL,
    uid TEXT NOT NULL,
    lead TEXT,
    base TEXT,
    rev INTEGER NOT NULL,
    PRIMARY KEY (tbl, uid)
) WITHOUT ROWID;
CREATE TABLE sync_gone (
    lead TEXT NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (lead),
    CONSTRAINT sync_gone_why CHECK (why IN ('erased', 'left'))
);
CREATE TABLE sync_lost (
    id INTEGER NOT NULL,
    hub_id INTEGER,
    tbl TEXT NOT NULL,
    uid TEXT NOT NULL,
    lead TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT,
    who TEXT,
    kept TEXT,
    kept_who TEXT,
    settled BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (hub_id)
);
CREATE TABLE sync_out (
    batch INTEGER NOT NULL,
    digest TEXT NOT NULL,
    ops BLOB NOT NULL,
    revs TEXT NOT NULL,
    PRIMARY KEY (batch)
);
CREATE TABLE touch (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    lead_id INTEGER NOT NULL,
    "by" TEXT NOT NULL,
    outcome TEXT NOT NULL,
    on_day DATE NOT NULL,
    at_time TEXT,
    said TEXT,
    objection TEXT,
    owner TEXT,
    created_at TEXT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT touch_outcome CHECK (outcome IN ('reached', 'no_answer', 'declined')),
    UNIQUE (uid),
    FOREIGN KEY(lead_id) REFERENCES lead (id) ON DELETE CASCADE
);
INSERT INTO "touch" VALUES(1,'01a20030-7f05-777a-a285-3486b8411c7b',1,'visit','reached','2026-11-23',NULL,'看中 JS220',NULL,NULL,'2026-11-21T22:18:27+00:00');
CREATE INDEX reach_lead ON reach (lead_id);
CREATE INDEX reach_norm ON reach (norm);
CREATE INDEX contact_lead ON contact (lead_id);
CREATE INDEX fact_lead ON fact (lead_id, fact);
CREATE UNIQUE INDEX followup_open ON followup (lead_id) WHERE state = 'open';
CREATE INDEX promise_due ON promise (state, due_on);
CREATE INDEX promise_lead ON promise (lead_id);
CREATE INDEX override_lead ON override (lead_id);
CREATE INDEX outlook_due ON outlook (next_on) WHERE live = 1 AND next_on IS NOT NULL;
CREATE INDEX outlook_no_next ON outlook (status) WHERE live = 1 AND next_on IS NULL;
CREATE INDEX journal_command ON journal (command);
CREATE INDEX journal_day ON journal (day);
CREATE INDEX journal_lead ON journal (lead_id);
CREATE INDEX journal_rows ON journal (tbl, row_last);
CREATE INDEX purchase_lead ON purchase (lead_id, on_day);
CREATE INDEX fact_birthday ON fact (substr(value, -5), lead_id) WHERE fact = 'birthday';
CREATE INDEX lead_referred ON lead (referred_by) WHERE referred_by IS NOT NULL;
CREATE INDEX followup_queued ON followup (lead_id) WHERE state = 'queued';
CREATE INDEX complaint_lead ON complaint (lead_id);
CREATE INDEX followup_lead ON followup (lead_id);
CREATE INDEX touch_day ON touch (on_day);
CREATE INDEX touch_lead ON touch (lead_id, on_day, outcome);
CREATE INDEX outlook_span ON outlook (first_day, until_day, grade, status) WHERE status <> '';
CREATE INDEX sync_dirty_lead ON sync_dirty (lead);
CREATE INDEX sync_lost_lead ON sync_lost (lead);
CREATE INDEX outlook_rank ON outlook (coalesce(grade, 'none'), coalesce(next_on, '9999-12-31'), until_day, grade, next_on, live, status) WHERE live = 1 AND status = 'open';
CREATE INDEX lead_source ON lead (source);
COMMIT;
PRAGMA application_id = 1818584177;
PRAGMA user_version = 13;
