-- entry: does not match its leaf hash
update ledger_entries set sealed_detail = set_byte(sealed_detail, 30, get_byte(sealed_detail, 30) # 1)
where org_id = current_setting('tamper.org')::bigint and id = current_setting('tamper.entry')::bigint;
