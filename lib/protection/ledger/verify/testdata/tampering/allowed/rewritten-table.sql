-- when: both
-- Rows get new places on the disk and indexes are made anew, as by VACUUM FULL or a dump and restore.
do $$
declare
  partition regclass;
begin
  for partition in select inhrelid from pg_inherits where inhparent = 'ledger_entries'::regclass loop
    execute format('cluster %s using %s', partition, (select indexrelid::regclass from pg_index where indrelid = partition and indisprimary));
    execute format('analyze %s', partition);
  end loop;
end $$;
