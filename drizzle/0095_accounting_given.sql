CREATE TABLE "accounting_links" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"module_id" bigint NOT NULL,
	"record_id" bigint NOT NULL,
	"from_day" date NOT NULL,
	"to_day" date NOT NULL,
	"link_hash" "bytea" NOT NULL,
	"secret_hash" text NOT NULL,
	"failed_tries" integer DEFAULT 0 NOT NULL,
	"created_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "accounting_links_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "api_clients" ADD COLUMN "purpose" text DEFAULT 'unstated' NOT NULL;--> statement-breakpoint
ALTER TABLE "app_connections" ADD COLUMN "purpose" text DEFAULT 'operations' NOT NULL;--> statement-breakpoint
ALTER TABLE "accounting_links" ADD CONSTRAINT "accounting_links_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "accounting_links_record" ON "accounting_links" USING btree ("org_id","record_id","id");
--> statement-breakpoint
-- By hand from here.
ALTER TABLE accounting_links ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE accounting_links FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON accounting_links USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT ON accounting_links TO careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (failed_tries, opened_at, revoked_at) ON accounting_links TO careledger_app_role;
--> statement-breakpoint
CREATE TRIGGER accounting_links_stay_ended BEFORE UPDATE OF opened_at, revoked_at ON accounting_links
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('opened_at', 'revoked_at');
--> statement-breakpoint
DROP TRIGGER api_clients_require_entry ON api_clients;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER api_clients_require_entry
  AFTER INSERT OR UPDATE OF owner_id, secret_hash, scopes, allowed_ips, expires_at, revoked_at, accepted_at, purpose ON api_clients
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
-- What a program reads for is bound, since by it a line of the accounting is listed or left out. One that never said keeps
-- the check it has.
CREATE OR REPLACE FUNCTION app.state_of(c api_clients) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(
    c.owner_id::text, encode(c.secret_hash, 'hex'), c.scopes, c.allowed_ips, extract(epoch FROM c.expires_at)::text,
    c.revoked_at IS NULL, c.accepted_at IS NULL)
    || CASE WHEN c.purpose = 'unstated' THEN '[]'::jsonb ELSE jsonb_build_array(c.purpose) END
$$;
