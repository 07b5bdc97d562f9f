CREATE TABLE "factors" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"credential_id" text,
	"public_key" "bytea",
	"transports" text[],
	"counter" bigint DEFAULT 0 NOT NULL,
	"sealed" "bytea",
	"last_step" bigint,
	"wrong" integer DEFAULT 0 NOT NULL,
	"wrong_since" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone,
	"removed_at" timestamp (3) with time zone,
	CONSTRAINT "factors_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"digest" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	CONSTRAINT "recovery_codes_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "orgs" ADD COLUMN "factors_since" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "signed_in_by" text;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "factor_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "password_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "factor_mac" "bytea";--> statement-breakpoint
ALTER TABLE "factors" ADD CONSTRAINT "factors_org_id_user_id_users_org_id_id_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_org_id_user_id_users_org_id_id_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "factors_user" ON "factors" USING btree ("org_id","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "factors_credential" ON "factors" USING btree ("org_id","credential_id");--> statement-breakpoint
CREATE INDEX "recovery_codes_user" ON "recovery_codes" USING btree ("org_id","user_id");
--> statement-breakpoint
-- By hand from here: each org its own; nothing of it is deleted, what was removed or used stays so, and what was counted goes only
-- forward. Which factors count is bound by a keyed check (lib/protection/integrity/factors.ts).
ALTER TABLE factors ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE factors FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON factors USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()));
--> statement-breakpoint
REVOKE ALL ON factors FROM careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (name, counter, last_step, wrong, wrong_since, last_used_at, removed_at) ON factors TO careledger_app_role;
--> statement-breakpoint
ALTER TABLE recovery_codes ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE recovery_codes FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON recovery_codes USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()));
--> statement-breakpoint
REVOKE ALL ON recovery_codes FROM careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (used_at) ON recovery_codes TO careledger_app_role;
--> statement-breakpoint
CREATE TRIGGER factors_stay_removed BEFORE UPDATE OF removed_at ON factors
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('removed_at');
--> statement-breakpoint
CREATE TRIGGER recovery_codes_stay_used BEFORE UPDATE OF used_at ON recovery_codes
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('used_at');
--> statement-breakpoint
-- A code that was taken is not taken again, nor a signature counted back.
CREATE FUNCTION app.factors_go_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF app.is_owner_of(TG_RELID) THEN RETURN NEW; END IF;
  IF NEW.counter < OLD.counter OR coalesce(NEW.last_step, -1) < coalesce(OLD.last_step, -1) THEN
    RAISE EXCEPTION 'a factor does not go back' USING ERRCODE = 'CL006';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER factors_go_forward BEFORE UPDATE OF counter, last_step ON factors
  FOR EACH ROW EXECUTE FUNCTION app.factors_go_forward();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER factors_require_entry AFTER INSERT OR UPDATE OF removed_at ON factors
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER recovery_codes_require_entry AFTER INSERT OR UPDATE ON recovery_codes
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
GRANT UPDATE (factor_at, password_at, factor_mac) ON sessions TO careledger_app_role;
--> statement-breakpoint
-- What a person's factors are, and the check of it.
CREATE FUNCTION app.factors_of(org bigint, person bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_object(
    'factors', (
      SELECT coalesce(jsonb_agg(jsonb_build_array(f.id::text, f.kind, f.credential_id, encode(f.public_key, 'hex'),
        encode(f.sealed, 'hex')) ORDER BY f.id), '[]')
      FROM factors f WHERE f.org_id = org AND f.user_id = person AND f.removed_at IS NULL),
    'mac', (
      SELECT encode(m.mac, 'hex') FROM state_macs m
      WHERE m.org_id = org AND m.subject = 'factors' AND m.subject_id = person))
$$;
--> statement-breakpoint
-- What a request needs to know of how its session was opened, and of what the organisation asks for.
CREATE FUNCTION app.proofs_of(org bigint, session bigint, person bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT app.factors_of(org, person) || jsonb_build_object(
    'by', s.signed_in_by,
    'factorMs', (extract(epoch FROM s.factor_at) * 1000)::double precision,
    'passwordMs', (extract(epoch FROM s.password_at) * 1000)::double precision,
    'sessionMac', encode(s.factor_mac, 'hex'),
    'profileId', (SELECT u.profile_id::text FROM users u WHERE u.org_id = org AND u.id = person),
    'sinceMs', (SELECT (extract(epoch FROM o.factors_since) * 1000)::double precision FROM orgs o WHERE o.org_id = org),
    'policy', (SELECT c.value FROM settings c WHERE c.org_id = org AND c.key = 'second_factor'),
    'policyMac', (
      SELECT encode(m.mac, 'hex') FROM state_macs m
      WHERE m.org_id = org AND m.subject = 'setting.second_factor' AND m.subject_id = org))
  FROM sessions s WHERE s.org_id = org AND s.id = session
$$;
