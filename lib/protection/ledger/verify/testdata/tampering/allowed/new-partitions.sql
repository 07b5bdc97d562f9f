select app.ensure_ledger_partitions(30);
