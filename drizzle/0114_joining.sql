CREATE TABLE "invitations" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"profile_id" bigint NOT NULL,
	"role_id" bigint NOT NULL,
	"link_hash" "bytea" NOT NULL,
	"by_mail" boolean NOT NULL,
	"created_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"user_id" bigint,
	"accepted_at" timestamp (3) with time zone,
	"withdrawn_at" timestamp (3) with time zone,
	"replaced_at" timestamp (3) with time zone,
	CONSTRAINT "invitations_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "mail_choices" (
	"org_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"topic" text NOT NULL,
	"by_mail" boolean NOT NULL,
	CONSTRAINT "mail_choices_org_id_user_id_topic_pk" PRIMARY KEY("org_id","user_id","topic")
);
--> statement-breakpoint
CREATE TABLE "mails" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"template" text NOT NULL,
	"user_id" bigint,
	"link_id" bigint,
	"sealed" "bytea",
	"state" text NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"problem" text,
	CONSTRAINT "mails_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "password_links" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"link_hash" "bytea" NOT NULL,
	"account_mac" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "password_links_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "notices" ADD COLUMN "to_mail" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mail_choices" ADD CONSTRAINT "mail_choices_org_id_user_id_users_org_id_id_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mails" ADD CONSTRAINT "mails_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_links" ADD CONSTRAINT "password_links_org_id_user_id_users_org_id_id_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open" ON "invitations" USING btree ("org_id","email") WHERE accepted_at is null and withdrawn_at is null and replaced_at is null;--> statement-breakpoint
CREATE INDEX "mails_due" ON "mails" USING btree ("org_id","due_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "mails_ends" ON "mails" USING btree ("org_id","ends_at") WHERE sealed is not null;--> statement-breakpoint
CREATE INDEX "password_links_user" ON "password_links" USING btree ("org_id","user_id","created_at");--> statement-breakpoint
CREATE INDEX "notices_to_mail" ON "notices" USING btree ("org_id","id") WHERE to_mail;
--> statement-breakpoint
-- By hand from here.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['mails', 'mail_choices', 'invitations', 'password_links'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON mails TO careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (sealed, state, tries, due_at, sent_at, problem) ON mails TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON mail_choices TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT ON invitations, password_links TO careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (user_id, accepted_at, withdrawn_at, replaced_at) ON invitations TO careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (used_at) ON password_links TO careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (to_mail) ON notices TO careledger_app_role;
--> statement-breakpoint
CREATE TRIGGER invitations_stay_ended BEFORE UPDATE OF accepted_at, withdrawn_at, replaced_at ON invitations
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('accepted_at', 'withdrawn_at', 'replaced_at');
--> statement-breakpoint
CREATE TRIGGER password_links_stay_ended BEFORE UPDATE OF used_at ON password_links
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('used_at');
--> statement-breakpoint
-- Organisations that have something to send by mail now, or mails whose time is over: ids only, for the worker. Runs as the owner.
CREATE FUNCTION app.orgs_with_mail() RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  org bigint;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR org IN SELECT o.org_id FROM orgs o ORDER BY o.org_id LOOP
    PERFORM set_config('app.org_id', org::text, true);
    IF EXISTS (SELECT FROM mails m WHERE m.org_id = org AND m.state = 'waiting' AND m.due_at <= now())
      OR EXISTS (SELECT FROM notices n WHERE n.org_id = org AND n.to_mail)
      OR EXISTS (SELECT FROM mails m WHERE m.org_id = org AND m.sealed IS NOT NULL AND m.ends_at <= now()) THEN
      RETURN NEXT org;
    END IF;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.orgs_with_mail() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.orgs_with_mail() TO careledger_app_role;
--> statement-breakpoint
-- The code by which the first organisation is made: a keyed check of it, while there is none.
CREATE TABLE limits.first_run (
  one boolean PRIMARY KEY DEFAULT true CHECK (one),
  code_mac bytea NOT NULL,
  made_at timestamptz(3) NOT NULL
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON limits.first_run TO careledger_app_role;
