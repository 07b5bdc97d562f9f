-- none: Tiles of the tree: 1 more than its entries make
-- The app's role may do so: the tree could not grow into this tile.
insert into ledger_tiles (org_id, level, index, hashes)
values (current_setting('tamper.org')::bigint, 0, 1, sha256('rubbish'));
