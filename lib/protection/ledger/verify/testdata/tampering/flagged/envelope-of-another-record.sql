-- entry: wrote other encrypted values of record
-- when: sealed
update records r set sealed = o.sealed from records o
where r.id = current_setting('tamper.record')::bigint and o.id = current_setting('tamper.other_record')::bigint;
