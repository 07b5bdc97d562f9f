-- entry: has no body, and Careledger did not let it expire
-- when: expired
update ledger_entries set record_id = 79
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
