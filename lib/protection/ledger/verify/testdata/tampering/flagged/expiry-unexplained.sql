-- first: has no body, and Careledger did not let it expire
-- when: expired
-- Another entry is named as the one that explains it.
update ledger_entries set expired_by = id where org_id = current_setting('tamper.org')::bigint and expired_by is not null;
