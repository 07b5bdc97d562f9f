CREATE TABLE "ledger_holds" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"scope" text NOT NULL,
	"subject_id" bigint,
	"set_by" bigint NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"lifted_by" bigint,
	"lifted_at" timestamp (3) with time zone,
	CONSTRAINT "ledger_holds_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "ledger_entries" ADD COLUMN "expired_by" bigint;--> statement-breakpoint
ALTER TABLE "ledger_holds" ADD CONSTRAINT "ledger_holds_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
-- By hand from here. Holds: never removed, lifted once, and lifted by the database's clock.
ALTER TABLE ledger_holds ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE ledger_holds FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON ledger_holds USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (lifted_by, lifted_at) ON ledger_holds TO careledger_app_role;
--> statement-breakpoint
CREATE FUNCTION app.lift_by_the_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The owner repairs; what they change is found by the keyed checks.
  IF session_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    RETURN NEW;
  END IF;
  IF TG_OP = 'INSERT' THEN
    NEW.lifted_by := NULL;
    NEW.lifted_at := NULL;
    RETURN NEW;
  END IF;
  IF OLD.lifted_at IS NOT NULL OR NEW.lifted_by IS NULL THEN
    RAISE EXCEPTION 'a hold is lifted once' USING ERRCODE = 'CL100';
  END IF;
  NEW.lifted_at := now();
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER lift_by_the_clock BEFORE INSERT OR UPDATE ON ledger_holds
  FOR EACH ROW EXECUTE FUNCTION app.lift_by_the_clock();
--> statement-breakpoint
-- When the terms were last changed is the database's to say: a shorter one counts a day later.
CREATE FUNCTION app.set_by_the_clock() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF session_user <> (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    NEW.updated_at := now();
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER set_by_the_clock BEFORE INSERT OR UPDATE ON settings
  FOR EACH ROW WHEN (NEW.key = 'ledger_retention') EXECUTE FUNCTION app.set_by_the_clock();
--> statement-breakpoint
-- How long which entries are kept; the same as lib/protection/ledger/retention/kinds.ts, which a test holds. NULL: for good.
CREATE FUNCTION app.ledger_kind(action text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN action IN ('ledger.restore', 'ledger.expire', 'ledger.retain', 'ledger.hold', 'ledger.lift') THEN NULL
    WHEN split_part(action, '.', 1) IN ('org', 'approval', 'integrity', 'key') THEN NULL
    WHEN split_part(action, '.', 1) IN ('record', 'note', 'attachment', 'import', 'export', 'mass_change', 'duplicates', 'job',
      'budget', 'accounting', 'app') THEN 'records'
    WHEN split_part(action, '.', 1) IN ('conversation', 'visitor', 'chat_setup', 'chat_extract', 'chat_limit') THEN 'chat'
    WHEN split_part(action, '.', 1) IN ('user', 'session', 'access', 'profile', 'role', 'api_client', 'api_token') THEN 'people'
    ELSE 'settings'
  END
$$;
--> statement-breakpoint
-- The terms in force. Six years (45 CFR 164.316(b)(2)(i)) where nothing else was set a day ago or longer; NULL: for good.
-- `tried`: terms to look at what they would do.
CREATE FUNCTION app.ledger_terms(tried jsonb DEFAULT NULL) RETURNS TABLE (kind text, term interval) LANGUAGE sql STABLE AS $$
  SELECT k.kind, CASE coalesce(tried ->> k.kind, s.value ->> k.kind)
    WHEN '60 days' THEN interval '60 days'
    WHEN '1 year' THEN interval '1 year'
    WHEN '3 years' THEN interval '3 years'
    WHEN 'forever' THEN NULL
    ELSE interval '6 years'
  END
  FROM unnest(ARRAY['records', 'chat', 'people', 'settings']) AS k (kind)
  LEFT JOIN settings s ON s.org_id = app.org_id() AND s.key = 'ledger_retention'
    AND (s.updated_at <= now() - interval '24 hours' OR s.value ->> k.kind = 'forever')
$$;
--> statement-breakpoint
-- Entries of a kind and a month that are over: their leaf stands in the tree under a checkpoint that covers `covered` leaves.
CREATE FUNCTION app.due_entries(the_kind text, the_month date, covered bigint)
RETURNS TABLE (id bigint, at timestamptz, leaf bigint, held boolean) LANGUAGE sql STABLE AS $$
  SELECT e.id, e.at, l.index, EXISTS (
    SELECT FROM ledger_holds h
    WHERE h.org_id = e.org_id AND (h.lifted_at IS NULL OR h.lifted_at > now() - interval '24 hours')
      AND (h.scope = 'org' OR h.subject_id IN (e.record_id, e.subject_id, e.actor_id)))
  FROM ledger_entries e
  JOIN ledger_leaves l ON l.org_id = e.org_id AND l.entry_id = e.id AND l.index < covered
  JOIN ledger_tiles t ON t.org_id = e.org_id AND t.level = 0 AND t.index = l.index / 256
    AND substring(t.hashes FROM (l.index % 256)::integer * 32 + 1 FOR 32) = e.leaf_hash
  WHERE e.org_id = app.org_id() AND e.expired_by IS NULL AND app.ledger_kind(e.action) = the_kind
    AND e.at >= the_month::timestamp AT TIME ZONE 'UTC'
    AND e.at < (the_month + interval '1 month') AT TIME ZONE 'UTC'
    AND the_month = date_trunc('month', the_month)::date
    AND (the_month + interval '1 month') AT TIME ZONE 'UTC'
      <= now() - (SELECT term FROM app.ledger_terms() AS t (kind, term) WHERE t.kind = the_kind)
    AND EXISTS (SELECT FROM ledger_checkpoints c WHERE c.org_id = app.org_id() AND c.size >= covered)
$$;
--> statement-breakpoint
-- How many of which month are over, and how many of them a hold keeps.
CREATE FUNCTION app.due_months(covered bigint, tried jsonb DEFAULT NULL)
RETURNS TABLE (kind text, month date, due bigint, held bigint) LANGUAGE sql STABLE AS $$
  WITH terms AS MATERIALIZED (SELECT t.kind, now() - t.term AS until FROM app.ledger_terms(tried) t WHERE t.term IS NOT NULL),
  old AS (
    SELECT t.kind, date_trunc('month', e.at AT TIME ZONE 'UTC')::date AS month, EXISTS (
      SELECT FROM ledger_holds h
      WHERE h.org_id = e.org_id AND (h.lifted_at IS NULL OR h.lifted_at > now() - interval '24 hours')
        AND (h.scope = 'org' OR h.subject_id IN (e.record_id, e.subject_id, e.actor_id))) AS held
    FROM ledger_entries e
    JOIN terms t ON t.kind = app.ledger_kind(e.action)
    JOIN ledger_leaves l ON l.org_id = e.org_id AND l.entry_id = e.id AND l.index < covered
    WHERE e.org_id = app.org_id() AND e.expired_by IS NULL AND e.at < (SELECT max(until) FROM terms)
      AND (date_trunc('month', e.at AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC' <= t.until)
  SELECT old.kind, old.month, count(*) FILTER (WHERE NOT old.held), count(*) FILTER (WHERE old.held)
  FROM old GROUP BY 1, 2 ORDER BY 2, 1
$$;
--> statement-breakpoint
-- Of an entry nothing changes but that its body goes, long after it was written, in `app.expire_entries`.
CREATE FUNCTION app.refuse_entry_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.expired_by IS NULL AND NEW.expired_by::text = current_setting('app.expiring', true)
    AND OLD.at < now() - interval '60 days' AND app.ledger_kind(OLD.action) IS NOT NULL
    AND (NEW.org_id, NEW.id, NEW.at, NEW.action, NEW.outcome, NEW.actor_kind, NEW.actor_id, NEW.record_id, NEW.subject_id,
      NEW.leaf_hash) IS NOT DISTINCT FROM (OLD.org_id, OLD.id, OLD.at, OLD.action, OLD.outcome, OLD.actor_kind,
      OLD.actor_id, OLD.record_id, OLD.subject_id, OLD.leaf_hash)
    AND (NEW.actor_name, NEW.request_id, NEW.facts) = ('', '', '{}') AND NEW.fields = '{}' AND length(NEW.salt) = 16
    AND num_nonnulls(NEW.ip, NEW.module, NEW.door, NEW.purpose, NEW.sealed_detail) = 0 THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'CL100';
END $$;
--> statement-breakpoint
DROP TRIGGER ledger_append_only ON ledger_entries;
--> statement-breakpoint
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_entries
  FOR EACH ROW EXECUTE FUNCTION app.refuse_entry_change();
--> statement-breakpoint
-- Takes the bodies of entries that are due, all or none. Checks by itself what the app has looked at: the term, the month, the
-- holds, the leaf and its checkpoint. `checks` are hexadecimal. Runs as the owner, in the org of the transaction.
CREATE FUNCTION app.expire_entries(expiry bigint, the_kind text, the_month date, covered bigint, ids bigint[], checks text[])
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  gone integer;
BEGIN
  PERFORM set_config('app.expiring', expiry::text, true);
  UPDATE ledger_entries e SET expired_by = expiry, actor_name = '', request_id = '', ip = NULL, module = NULL, door = NULL,
    purpose = NULL, fields = '{}', facts = '{}', sealed_detail = NULL, salt = decode(x.salt, 'hex')
  FROM unnest(ids, checks) AS x (id, salt)
  JOIN app.due_entries(the_kind, the_month, covered) d ON d.id = x.id AND NOT d.held
  WHERE e.org_id = app.org_id() AND e.id = d.id AND e.at = d.at;
  GET DIAGNOSTICS gone = ROW_COUNT;
  PERFORM set_config('app.expiring', '', true);
  IF gone <> cardinality(ids) THEN
    RAISE EXCEPTION 'an entry that is not due' USING ERRCODE = 'CL100';
  END IF;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.expire_entries(bigint, text, date, bigint, bigint[], text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.expire_entries(bigint, text, date, bigint, bigint[], text[]) TO careledger_app_role;
