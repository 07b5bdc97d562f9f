CREATE TABLE "sso_connections" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"revision" integer NOT NULL,
	"config" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sso_connections_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "sso_domains" (
	"org_id" bigint NOT NULL,
	"domain" text NOT NULL,
	"connection_id" bigint NOT NULL,
	CONSTRAINT "sso_domains_org_id_domain_pk" PRIMARY KEY("org_id","domain")
);
--> statement-breakpoint
CREATE TABLE "sso_people" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"connection_id" bigint NOT NULL,
	"subject" "bytea" NOT NULL,
	"user_id" bigint NOT NULL,
	"mac" "bytea" NOT NULL,
	"linked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sso_people_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "sso_people_subject" UNIQUE("org_id","connection_id","subject"),
	CONSTRAINT "sso_people_user" UNIQUE("org_id","connection_id","user_id")
);
--> statement-breakpoint
ALTER TABLE "sso_connections" ADD CONSTRAINT "sso_connections_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_domains" ADD CONSTRAINT "sso_domains_connection_fk" FOREIGN KEY ("org_id","connection_id") REFERENCES "public"."sso_connections"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sso_people" ADD CONSTRAINT "sso_people_connection_fk" FOREIGN KEY ("org_id","connection_id") REFERENCES "public"."sso_connections"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- By hand from here.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['sso_connections', 'sso_domains', 'sso_people'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON sso_connections TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON sso_domains, sso_people TO careledger_app_role;
--> statement-breakpoint
-- Sign-in knows a domain and no org yet: it may read who has a connection for that one domain.
CREATE POLICY of_the_domain ON sso_domains FOR SELECT
  USING (domain = nullif(current_setting('app.sign_in_domain', true), ''));
