-- Hand-written: a statement trigger of a partitioned table does not reach TRUNCATE of one of its partitions, so each
-- partition gets its own.
CREATE FUNCTION app.guard_ledger_partition(partition regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', partition);
  EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', partition);
  EXECUTE format(
    'CREATE OR REPLACE TRIGGER ledger_partition_no_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_ledger_change()',
    partition);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.guard_ledger_partition(regclass) FROM PUBLIC;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.ensure_ledger_partitions(months integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  first date := date_trunc('month', now() AT TIME ZONE 'UTC')::date;
  month date;
  partition_name text;
BEGIN
  FOR n IN 0..months - 1 LOOP
    month := (first + make_interval(months => n))::date;
    partition_name := 'ledger_entries_' || to_char(month, 'YYYY_MM');
    IF to_regclass('public.' || partition_name) IS NULL THEN
      EXECUTE format(
        'CREATE TABLE public.%I PARTITION OF public.ledger_entries FOR VALUES FROM (%L) TO (%L)',
        partition_name,
        to_char(month, 'YYYY-MM-DD') || ' 00:00:00+00',
        to_char((month + interval '1 month')::date, 'YYYY-MM-DD') || ' 00:00:00+00');
      PERFORM app.guard_ledger_partition(format('public.%I', partition_name)::regclass);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
SELECT app.guard_ledger_partition(inhrelid::regclass) FROM pg_inherits WHERE inhparent = 'public.ledger_entries'::regclass;
