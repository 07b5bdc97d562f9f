-- next: does not match its leaf hash
-- when: expired
-- The entry that says what expired says less.
update ledger_entries set facts = replace(facts, '"count":9', '"count":8')
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.next')::bigint;
