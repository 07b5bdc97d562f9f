CREATE TABLE "emergency_grants" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"module" text,
	"record_id" bigint,
	"reason" text NOT NULL,
	"drill" boolean NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_by" bigint,
	"verdict" text,
	"reviewed_by" bigint,
	"reviewed_at" timestamp (3) with time zone,
	CONSTRAINT "emergency_grants_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "emergency_grants" ADD CONSTRAINT "emergency_grants_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "emergency_grants" ADD CONSTRAINT "emergency_grants_user_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "emergency_grants_one" ON "emergency_grants" USING btree ("org_id","user_id","drill") WHERE reviewed_at is null;--> statement-breakpoint
CREATE INDEX "emergency_grants_running" ON "emergency_grants" USING btree ("org_id","ends_at") WHERE ended_at is null;
--> statement-breakpoint
-- By hand from here.
ALTER TABLE emergency_grants ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE emergency_grants FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON emergency_grants USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (ended_at, ended_by, verdict, reviewed_by, reviewed_at) ON emergency_grants TO careledger_app_role;
--> statement-breakpoint
CREATE TRIGGER emergency_grants_stay_ended BEFORE UPDATE OF ended_at, reviewed_at ON emergency_grants
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('ended_at', 'reviewed_at');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER emergency_grants_require_entry AFTER INSERT OR UPDATE ON emergency_grants
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
-- What was done by emergency access, and its review, is kept for good. The same as lib/protection/ledger/retention/kinds.ts.
CREATE OR REPLACE FUNCTION app.ledger_kind(action text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE
    WHEN action IN ('ledger.restore', 'ledger.expire', 'ledger.retain', 'ledger.hold', 'ledger.lift', 'review.find',
      'review.sign_off') THEN NULL
    WHEN split_part(action, '.', 1) IN ('org', 'approval', 'emergency', 'integrity', 'key') THEN NULL
    WHEN split_part(action, '.', 1) IN ('record', 'note', 'attachment', 'import', 'export', 'mass_change', 'duplicates', 'job',
      'budget', 'accounting', 'app') THEN 'records'
    WHEN split_part(action, '.', 1) IN ('conversation', 'visitor', 'chat_setup', 'chat_extract', 'chat_limit') THEN 'chat'
    WHEN split_part(action, '.', 1) IN ('user', 'session', 'access', 'profile', 'role', 'api_client', 'api_token') THEN 'people'
    ELSE 'settings'
  END
$$;
