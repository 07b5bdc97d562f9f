-- first: is not what the tree holds in its place
update ledger_tiles set hashes = set_byte(hashes, 0, get_byte(hashes, 0) # 1)
where org_id = current_setting('tamper.org')::bigint and level = 0;
