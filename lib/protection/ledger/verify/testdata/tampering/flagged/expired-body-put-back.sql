-- entry: has expired, and has a body again
-- when: expired
update ledger_entries set actor_name = 'Olga Operator', module = 'Contacts', facts = '{"n":4}'
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
