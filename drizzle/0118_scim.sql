CREATE TABLE "scim_connections" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"made_by" bigint NOT NULL,
	"rules" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	CONSTRAINT "scim_connections_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "scim_groups" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"external_id" text,
	"members" bigint[] NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "scim_groups_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "scim_people" (
	"org_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"external_id" text,
	"kept" jsonb NOT NULL,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "scim_people_org_id_user_id_pk" PRIMARY KEY("org_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "scim_people" ADD CONSTRAINT "scim_people_user_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "scim_connections_name" ON "scim_connections" USING btree ("org_id",lower("name")) WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "scim_groups_name" ON "scim_groups" USING btree ("org_id",lower("name"));--> statement-breakpoint
CREATE INDEX "scim_people_external" ON "scim_people" USING btree ("org_id","external_id");
--> statement-breakpoint
-- By hand from here.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['scim_connections', 'scim_people', 'scim_groups'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (name, secret_hash, made_by, rules, ended_at, last_used_at) ON scim_connections TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON scim_people TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON scim_groups TO careledger_app_role;
--> statement-breakpoint
CREATE TRIGGER scim_connections_stay_ended BEFORE UPDATE OF ended_at ON scim_connections
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('ended_at');
