-- none: A node of the map of subjects does not hold what its lists make
update ledger_map_nodes set places = set_byte(places, length(places) - 1, get_byte(places, length(places) - 1) # 1)
where org_id = current_setting('tamper.org')::bigint and path = '' and length(places) > 16;
