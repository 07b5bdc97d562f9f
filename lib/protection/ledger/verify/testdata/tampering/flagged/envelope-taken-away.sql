-- entry: wrote other encrypted values of record
-- when: sealed
update records set sealed = null, seal_version = 0 where id = current_setting('tamper.record')::bigint;
