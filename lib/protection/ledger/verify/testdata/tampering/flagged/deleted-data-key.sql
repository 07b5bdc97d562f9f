-- none: The data keys were removed
delete from data_keys where org_id = current_setting('tamper.org')::bigint;
