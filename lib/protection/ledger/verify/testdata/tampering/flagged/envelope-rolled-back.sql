-- entry: wrote other encrypted values of record
-- when: sealed
update records set sealed = decode(current_setting('tamper.old_sealed'), 'hex'), seal_version = 1
where id = current_setting('tamper.record')::bigint;
