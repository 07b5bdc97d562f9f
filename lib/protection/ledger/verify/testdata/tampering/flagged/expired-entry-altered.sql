-- entry: has no body, and Careledger did not let it expire
-- when: expired
-- What is left of it is given to another person.
update ledger_entries set actor_id = actor_id + 1
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
