-- Generated, then by hand: row-level security and grants of the two tables.
CREATE TABLE "import_mappings" (
	"org_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"module_id" bigint NOT NULL,
	"header_token" "bytea" NOT NULL,
	"mapping" jsonb NOT NULL,
	"used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "import_mappings_org_id_user_id_module_id_header_token_pk" PRIMARY KEY("org_id","user_id","module_id","header_token")
);
--> statement-breakpoint
CREATE TABLE "import_problems" (
	"org_id" bigint NOT NULL,
	"job_id" bigint NOT NULL,
	"row" integer NOT NULL,
	"place" integer NOT NULL,
	"field" text,
	"problem" text NOT NULL,
	CONSTRAINT "import_problems_org_id_job_id_row_place_pk" PRIMARY KEY("org_id","job_id","row","place")
);

--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['import_mappings', 'import_problems'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id())', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO careledger_app_role', t);
  END LOOP;
END $$;
