CREATE TABLE "ledger_checkpoints" (
	"org_id" bigint NOT NULL,
	"size" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"incarnation" integer NOT NULL,
	"root" "bytea" NOT NULL,
	"state" text NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "ledger_checkpoints_org_id_size_pk" PRIMARY KEY("org_id","size")
);
--> statement-breakpoint
CREATE TABLE "ledger_leaves" (
	"org_id" bigint NOT NULL,
	"index" bigint NOT NULL,
	"entry_id" bigint NOT NULL,
	CONSTRAINT "ledger_leaves_org_id_index_pk" PRIMARY KEY("org_id","index"),
	CONSTRAINT "ledger_leaves_entry" UNIQUE("org_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "ledger_tiles" (
	"org_id" bigint NOT NULL,
	"level" smallint NOT NULL,
	"index" bigint NOT NULL,
	"hashes" "bytea" NOT NULL,
	CONSTRAINT "ledger_tiles_org_id_level_index_pk" PRIMARY KEY("org_id","level","index")
);
--> statement-breakpoint
-- By hand from here.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['ledger_leaves', 'ledger_tiles', 'ledger_checkpoints'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
    EXECUTE format('CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_ledger_change()', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['ledger_leaves', 'ledger_checkpoints'] LOOP
    EXECUTE format('CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION app.refuse_ledger_change()', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT ON ledger_leaves TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT ON ledger_checkpoints TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (hashes) ON ledger_tiles TO careledger_app_role;
--> statement-breakpoint
-- A tile that is not full may grow; what stands in it does not change.
CREATE FUNCTION app.refuse_tile_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (NEW.org_id, NEW.level, NEW.index) = (OLD.org_id, OLD.level, OLD.index)
    AND length(NEW.hashes) <= 8192 AND length(NEW.hashes) % 32 = 0
    AND substring(NEW.hashes FROM 1 FOR length(OLD.hashes)) = OLD.hashes THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'CL100';
END $$;
--> statement-breakpoint
CREATE TRIGGER ledger_append_only BEFORE UPDATE OR DELETE ON ledger_tiles
  FOR EACH ROW EXECUTE FUNCTION app.refuse_tile_change();
--> statement-breakpoint
-- A mark goes only as its entry becomes the next leaf. Runs as the owner, in the org of the transaction.
REVOKE DELETE ON ledger_pending FROM careledger_app_role;
--> statement-breakpoint
CREATE FUNCTION app.add_leaves(first bigint, entries bigint[]) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  org bigint := app.org_id();
  marks integer;
BEGIN
  IF first <> coalesce((SELECT max(l.index) + 1 FROM ledger_leaves l WHERE l.org_id = org), 0) THEN
    RAISE EXCEPTION 'leaf % is not the next one', first USING ERRCODE = 'CL100';
  END IF;
  DELETE FROM ledger_pending p WHERE p.org_id = org AND p.entry_id = ANY (entries);
  GET DIAGNOSTICS marks = ROW_COUNT;
  IF marks <> cardinality(entries) THEN
    RAISE EXCEPTION 'an entry without its mark' USING ERRCODE = 'CL100';
  END IF;
  INSERT INTO ledger_leaves (org_id, index, entry_id)
    SELECT org, first + e.n - 1, e.id FROM unnest(entries) WITH ORDINALITY AS e (id, n);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.add_leaves(bigint, bigint[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.add_leaves(bigint, bigint[]) TO careledger_app_role;
--> statement-breakpoint
-- Organisations whose entries wait for their leaf: ids only, for the worker. Runs as the owner.
CREATE FUNCTION app.orgs_with_pending() RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  org bigint;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR org IN SELECT o.org_id FROM orgs o ORDER BY o.org_id LOOP
    PERFORM set_config('app.org_id', org::text, true);
    IF EXISTS (SELECT FROM ledger_pending p WHERE p.org_id = org) THEN
      RETURN NEXT org;
    END IF;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.orgs_with_pending() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.orgs_with_pending() TO careledger_app_role;
