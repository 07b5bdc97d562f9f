-- entry: does not match its leaf hash
-- The same facts as JSON, written differently.
update ledger_entries set facts = replace(facts, ':', ': ')
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
