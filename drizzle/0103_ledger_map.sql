CREATE TABLE "ledger_map_lists" (
	"org_id" bigint NOT NULL,
	"key" "bytea" NOT NULL,
	"part" bigint NOT NULL,
	"items" "bytea" NOT NULL,
	CONSTRAINT "ledger_map_lists_org_id_key_part_pk" PRIMARY KEY("org_id","key","part")
);
--> statement-breakpoint
CREATE TABLE "ledger_map_nodes" (
	"org_id" bigint NOT NULL,
	"path" "bytea" NOT NULL,
	"places" "bytea" NOT NULL,
	CONSTRAINT "ledger_map_nodes_org_id_path_pk" PRIMARY KEY("org_id","path")
);
--> statement-breakpoint
CREATE TABLE "ledger_map_subjects" (
	"org_id" bigint NOT NULL,
	"key" "bytea" NOT NULL,
	"count" bigint NOT NULL,
	"peaks" "bytea" NOT NULL,
	CONSTRAINT "ledger_map_subjects_org_id_key_pk" PRIMARY KEY("org_id","key")
);
--> statement-breakpoint
CREATE TABLE "ledger_maps" (
	"org_id" bigint PRIMARY KEY NOT NULL,
	"size" bigint NOT NULL
);

--> statement-breakpoint
-- By hand from here.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ledger_maps', 'ledger_map_subjects', 'ledger_map_lists', 'ledger_map_nodes'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
    EXECUTE format('CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_ledger_change()', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (size) ON ledger_maps TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (count, peaks) ON ledger_map_subjects TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (items) ON ledger_map_lists TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (places) ON ledger_map_nodes TO careledger_app_role;
--> statement-breakpoint
-- A part of a list that is not full may grow; what stands in it does not change.
CREATE FUNCTION app.refuse_list_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.org_id, NEW.key, NEW.part) = (OLD.org_id, OLD.key, OLD.part)
    AND length(NEW.items) <= 1600 AND length(NEW.items) % 40 = 0
    AND substring(NEW.items FROM 1 FOR length(OLD.items)) = OLD.items THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'CL100';
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_map_lists
  FOR EACH ROW EXECUTE FUNCTION app.refuse_list_change();
--> statement-breakpoint
-- Organisations whose entries wait for their leaf, or whose map does not reach over all leaves yet: ids only, for the worker.
-- Runs as the owner.
CREATE OR REPLACE FUNCTION app.orgs_with_pending() RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  org bigint;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR org IN SELECT o.org_id FROM orgs o ORDER BY o.org_id LOOP
    PERFORM set_config('app.org_id', org::text, true);
    IF EXISTS (SELECT FROM ledger_pending p WHERE p.org_id = org)
      OR coalesce((SELECT m.size FROM ledger_maps m WHERE m.org_id = org), 0)
        < coalesce((SELECT max(l.index) + 1 FROM ledger_leaves l WHERE l.org_id = org), 0) THEN
      RETURN NEXT org;
    END IF;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
END $$;
