-- What a table can spoil, in the four leads of the store of version 9.
UPDATE lead SET name = '=HYPERLINK("x";"y")', note = 'a; -1
+2	@x', address = '人民路 12 号, 3-201', tags = '["a;b","＝c",""]', budget = 1234.5,
  extra = '{"Mobile":"13800138000","行业":"装饰","n":1.50}' WHERE number = 2;
UPDATE lead SET company = 'He said "no", twice', product = '''=1', amount = 1e22, budget = 1e16,
  extra = '{ }', source = '𠮷' WHERE number = 3;
UPDATE lead SET budget = 9.5e18, note = char(27) || '[31m' || char(0) || 'x', title = '-' WHERE number = 4;
INSERT INTO reach (lead_id, kind, typed, e164, norm) VALUES
  (2, 'phone', '+49 30 123456 ext 5', NULL, '4930123456'), (2, 'phone', '1;2\3', NULL, '123'),
  (2, 'email', '=a;b@x.cn', NULL, 'a;b@x.cn'), (2, 'wechat', '007', NULL, '007'),
  (3, 'phone', '010-62345678', '+861062345678', '861062345678'),
  (4, 'phone', '+1 660-485-0224', '+16604850224', '16604850224');
INSERT INTO fact (uid, lead_id, fact, value, noted_on, created_at) VALUES
  ('f1', 2, 'need_by', 'unknown', '2026-11-23', '2026-11-23T08:00:00+00:00'),
  ('f2', 4, 'need_by', '2026-12-24', '2026-11-23', '2026-11-23T08:00:00+00:00');
UPDATE followup SET goal = '@advance' WHERE lead_id = 2 AND state = 'open';
UPDATE outlook SET man = 'MaN', grade = 'C', grade_best = 'B' WHERE lead_id = 2;
