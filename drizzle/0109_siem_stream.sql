CREATE TABLE "checkpoint_places" (
	"org_id" bigint NOT NULL,
	"place" text NOT NULL,
	"size" bigint NOT NULL,
	"incarnation" integer NOT NULL,
	"published_at" timestamp (3) with time zone,
	"failing_since" timestamp (3) with time zone,
	"told" boolean NOT NULL,
	CONSTRAINT "checkpoint_places_org_id_place_pk" PRIMARY KEY("org_id","place")
);
--> statement-breakpoint
CREATE TABLE "siem_streams" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"destination" "bytea" NOT NULL,
	"state" text NOT NULL,
	"next" bigint NOT NULL,
	"sending_to" bigint,
	"sent_at" timestamp (3) with time zone,
	"failures" integer NOT NULL,
	"failing_since" timestamp (3) with time zone,
	"problem" text,
	"due_at" timestamp (3) with time zone NOT NULL,
	"told" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "siem_streams_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
-- By hand from here.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['siem_streams', 'checkpoint_places'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON siem_streams TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON checkpoint_places TO careledger_app_role;
--> statement-breakpoint
-- Organisations that have entries to stream now: ids only, for the worker. Runs as the owner.
CREATE FUNCTION app.due_siem_streams() RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  org bigint;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR org IN SELECT o.org_id FROM orgs o ORDER BY o.org_id LOOP
    PERFORM set_config('app.org_id', org::text, true);
    IF EXISTS (
      SELECT FROM siem_streams s
      WHERE s.org_id = org AND s.state = 'active' AND s.due_at <= now()
        AND EXISTS (SELECT FROM ledger_leaves l WHERE l.org_id = org AND l.index >= s.next)) THEN
      RETURN NEXT org;
    END IF;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.due_siem_streams() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.due_siem_streams() TO careledger_app_role;
