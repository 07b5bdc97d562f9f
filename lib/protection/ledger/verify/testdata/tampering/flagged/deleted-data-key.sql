-- none: Data keys were changed
delete from data_keys where org_id = current_setting('tamper.org')::bigint;
