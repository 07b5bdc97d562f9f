-- Hand-written: what a person disclosed is counted in slots of five minutes, so that an hour and a day slide. The app's
-- role only reads the counter: `app.spend_disclosure` alone raises it, never lowers it, and `app.tell_disclosure` notes
-- when officers were told. An override of a profile stands in `compliance_settings.budgets`, a raise for a day beside it;
-- the keyed check of protection binds both.
CREATE TABLE "disclosure_slots" (
	"org_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"slot" timestamp (3) with time zone NOT NULL,
	"used" integer DEFAULT 0 NOT NULL,
	"told" boolean DEFAULT false NOT NULL,
	CONSTRAINT "disclosure_use_pk" PRIMARY KEY("org_id","user_id","kind","slot"),
	CONSTRAINT "disclosure_use_kind" CHECK (kind IN ('one', 'bulk')),
	CONSTRAINT "disclosure_use_used" CHECK (used >= 0)
);
--> statement-breakpoint
INSERT INTO disclosure_slots (org_id, user_id, kind, slot, used)
SELECT org_id, user_id, kind, date_bin('5 minutes', hour_start, 'epoch'), hour_used FROM disclosure_use
WHERE hour_used > 0;
--> statement-breakpoint
INSERT INTO disclosure_slots AS s (org_id, user_id, kind, slot, used)
SELECT org_id, user_id, kind, date_bin('5 minutes', day_start, 'epoch'), day_used - hour_used FROM disclosure_use
WHERE day_used > hour_used
ON CONFLICT (org_id, user_id, kind, slot) DO UPDATE SET used = s.used + excluded.used;
--> statement-breakpoint
DROP TABLE disclosure_use;
--> statement-breakpoint
ALTER TABLE disclosure_slots RENAME TO disclosure_use;
--> statement-breakpoint
ALTER TABLE "disclosure_use" ADD CONSTRAINT "disclosure_use_user" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "disclosure_use" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "disclosure_use" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "disclosure_use" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT ON "disclosure_use" TO careledger_app_role;
--> statement-breakpoint
ALTER TABLE "compliance_settings" ADD COLUMN "budget_raises" jsonb DEFAULT '[]'::jsonb NOT NULL;
--> statement-breakpoint
-- Counts records of a person, under a lock of their counter, where that stays within both limits.
-- A slot counts until it lies wholly outside: in no hour, and in no day, is more counted than the limit.
CREATE FUNCTION app.spend_disclosure(person bigint, what text, records integer, hour_limit integer, day_limit integer)
RETURNS TABLE (spent boolean, hour integer, day integer, wait_seconds integer)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org bigint := app.org_id();
  at timestamptz;
  hour_frees timestamptz;
  day_frees timestamptz;
BEGIN
  IF records IS NULL OR records < 1 THEN RAISE EXCEPTION 'nothing to count' USING ERRCODE = '22023'; END IF;
  PERFORM pg_advisory_xact_lock(hashtext('disclosure ' || what || org), hashtext(person::text));
  at := clock_timestamp();
  DELETE FROM public.disclosure_use u
    WHERE u.org_id = org AND u.user_id = person AND u.kind = what AND u.slot < at - interval '25 hours';
  SELECT coalesce(sum(u.used) FILTER (WHERE u.slot > at - interval '65 minutes'), 0), coalesce(sum(u.used), 0)
    INTO hour, day FROM public.disclosure_use u
    WHERE u.org_id = org AND u.user_id = person AND u.kind = what AND u.slot > at - interval '1445 minutes';
  spent := hour + records <= hour_limit AND day + records <= day_limit;
  IF spent THEN
    hour := hour + records;
    day := day + records;
    INSERT INTO public.disclosure_use AS u (org_id, user_id, kind, slot, used)
      VALUES (org, person, what, date_bin('5 minutes', at, 'epoch'), records)
      ON CONFLICT ON CONSTRAINT disclosure_use_pk DO UPDATE SET used = u.used + excluded.used;
  ELSE
    -- The newest slot that has to lie outside first.
    SELECT max(s.slot) FILTER (WHERE s.newer + records > hour_limit AND s.slot > at - interval '65 minutes')
        + interval '65 minutes',
      max(s.slot) FILTER (WHERE s.newer + records > day_limit) + interval '1445 minutes'
      INTO hour_frees, day_frees
      FROM (SELECT u.slot, sum(u.used) OVER (ORDER BY u.slot DESC) AS newer FROM public.disclosure_use u
        WHERE u.org_id = org AND u.user_id = person AND u.kind = what AND u.slot > at - interval '1445 minutes') s;
    wait_seconds := greatest(1, ceil(extract(epoch FROM greatest(hour_frees, day_frees) - at)));
  END IF;
  RETURN NEXT;
END $$;
--> statement-breakpoint
-- Whether officers are to be told of a person's stop now: once an hour.
CREATE FUNCTION app.tell_disclosure(person bigint, what text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  org bigint := app.org_id();
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('disclosure ' || what || org), hashtext(person::text));
  IF EXISTS (SELECT FROM public.disclosure_use u WHERE u.org_id = org AND u.user_id = person AND u.kind = what
      AND u.told AND u.slot > clock_timestamp() - interval '1 hour') THEN
    RETURN false;
  END IF;
  INSERT INTO public.disclosure_use AS u (org_id, user_id, kind, slot, told)
    VALUES (org, person, what, date_bin('5 minutes', clock_timestamp(), 'epoch'), true)
    ON CONFLICT ON CONSTRAINT disclosure_use_pk DO UPDATE SET told = true;
  RETURN true;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.spend_disclosure(bigint, text, integer, integer, integer), app.tell_disclosure(bigint, text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.spend_disclosure(bigint, text, integer, integer, integer), app.tell_disclosure(bigint, text) TO careledger_app_role;
