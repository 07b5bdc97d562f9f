-- An entry keeps the name a person had then.
update users set name = name || ' Renamed' where org_id = current_setting('tamper.org')::bigint;
