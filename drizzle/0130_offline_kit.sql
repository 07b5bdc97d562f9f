CREATE TABLE "offline_kits" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"state" text NOT NULL,
	"needed" integer NOT NULL,
	"cards" integer NOT NULL,
	"verifier" text NOT NULL,
	"made_at" timestamp (3) with time zone NOT NULL,
	"made_by" bigint NOT NULL,
	"tested_at" timestamp (3) with time zone,
	"tested_by" bigint,
	"ended_at" timestamp (3) with time zone,
	"ended_by" bigint,
	CONSTRAINT "offline_kits_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "api_clients" ADD COLUMN "secret_in_address" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "api_clients" ADD COLUMN "by_secret_alone" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "offline_kits" ADD CONSTRAINT "offline_kits_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "offline_kits" ADD CONSTRAINT "offline_kits_maker_fk" FOREIGN KEY ("org_id","made_by") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "offline_kits_one" ON "offline_kits" USING btree ("org_id","state") WHERE state in ('waits', 'ready');--> statement-breakpoint
-- By hand from here, and the two defaults above: clients that are there go on as they are, and new ones begin without.
ALTER TABLE api_clients ALTER secret_in_address SET DEFAULT false, ALTER by_secret_alone SET DEFAULT false;
--> statement-breakpoint
ALTER TABLE offline_kits ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE offline_kits FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON offline_kits USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, tested_at, tested_by, ended_at, ended_by) ON offline_kits TO careledger_app_role;
--> statement-breakpoint
-- One that was used, withdrawn or replaced opens nothing again.
CREATE TRIGGER offline_kits_stay_ended BEFORE UPDATE OF ended_at ON offline_kits
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('ended_at');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER offline_kits_require_entry AFTER INSERT OR UPDATE ON offline_kits
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
-- A session goes on under another secret once somebody has shown in it who they are; its keyed digest binds the row.
GRANT UPDATE (secret_hash) ON sessions TO careledger_app_role;
--> statement-breakpoint
-- Our metadata for a provider of SAML names a connection and no org yet: it may find that one row.
CREATE POLICY of_the_id ON sso_connections FOR SELECT
  USING (id::text = nullif(current_setting('app.sso_metadata', true), ''));
