-- entry: wrote other encrypted values of record
-- when: sealed
update records set seal_version = seal_version + 1 where id = current_setting('tamper.record')::bigint;
