-- Hand-written: months of the ledger, and the trigger that keeps it append-only even for the tables' owner.
CREATE SCHEMA IF NOT EXISTS app;
--> statement-breakpoint
CREATE FUNCTION app.org_id() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT nullif(current_setting('app.org_id', true), '')::bigint $$;
--> statement-breakpoint
-- An entry whose month has no partition yet is kept in the default one rather than lost.
CREATE TABLE ledger_entries_default PARTITION OF ledger_entries DEFAULT;
--> statement-breakpoint
ALTER TABLE ledger_entries_default ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE ledger_entries_default FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Makes the partitions of this month and the coming ones; run at every start by the owner. Idempotent.
CREATE FUNCTION app.ensure_ledger_partitions(months integer) RETURNS void LANGUAGE plpgsql AS $$
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
      EXECUTE format('ALTER TABLE public.%I ENABLE ROW LEVEL SECURITY', partition_name);
      EXECUTE format('ALTER TABLE public.%I FORCE ROW LEVEL SECURITY', partition_name);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
SELECT app.ensure_ledger_partitions(24);
--> statement-breakpoint
CREATE FUNCTION app.refuse_ledger_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'CL100';
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION app.refuse_ledger_change();
--> statement-breakpoint
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON ledger_entries
  FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_ledger_change();
