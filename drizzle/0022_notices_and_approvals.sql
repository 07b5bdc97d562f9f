-- Hand-written: notices to people, what waits for a second person or for time, what others did to whose account, and
-- accounts whose right to reveal rests until a second person has confirmed.
CREATE TABLE "notices" (
	"org_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"kind" text NOT NULL,
	"facts" jsonb NOT NULL,
	"subject_id" bigint,
	"module" text,
	"record_id" bigint,
	"at" timestamp (3) with time zone NOT NULL,
	"read_at" timestamp (3) with time zone,
	CONSTRAINT "notices_org_id_user_id_id_pk" PRIMARY KEY("org_id","user_id","id")
);
--> statement-breakpoint
CREATE TABLE "approvals" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"kind" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"facts" jsonb NOT NULL,
	"who" text[] NOT NULL,
	"asked_by" bigint NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"state" text NOT NULL,
	"decided_by" bigint,
	"decided_at" timestamp (3) with time zone,
	CONSTRAINT "approvals_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "account_changes" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"by_id" bigint NOT NULL,
	"what" text NOT NULL,
	"was_second" boolean NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "account_changes_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "phi_suspended" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "notices_unread" ON "notices" USING btree ("org_id","user_id") WHERE read_at is null;--> statement-breakpoint
CREATE INDEX "approvals_waiting" ON "approvals" USING btree ("org_id","kind","subject_id") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "approvals_ends" ON "approvals" USING btree ("org_id","ends_at") WHERE state = 'waiting';--> statement-breakpoint
CREATE INDEX "account_changes_user" ON "account_changes" USING btree ("org_id","user_id","at");--> statement-breakpoint
ALTER TABLE "notices" ADD CONSTRAINT "notices_org_id_user_id_users_org_id_id_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['notices', 'approvals', 'account_changes'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id())', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (read_at), DELETE ON notices TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (state, decided_by, decided_at) ON approvals TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT ON account_changes TO careledger_app_role;
--> statement-breakpoint
-- The rights of a profile, less the right to reveal where it rests for the account.
CREATE FUNCTION app.effective_rights(rights jsonb, phi_suspended boolean) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN phi_suspended THEN jsonb_set(rights, '{org}', (rights -> 'org') - 'revealPhi') ELSE rights END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.load_session(org bigint, session bigint) RETURNS TABLE (
  secret_hash bytea,
  created_ms double precision,
  last_seen_ms double precision,
  ended boolean,
  end_reason text,
  user_id text,
  user_name text,
  user_active boolean,
  time_zone text,
  rights jsonb,
  owner_ids text[],
  policy jsonb
) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.org_id', org::text, true);
  RETURN QUERY
    SELECT s.secret_hash,
      (extract(epoch FROM s.created_at) * 1000)::double precision,
      (extract(epoch FROM s.last_seen_at) * 1000)::double precision,
      s.ended_at IS NOT NULL,
      s.end_reason,
      u.id::text,
      u.name,
      u.active,
      u.time_zone,
      app.effective_rights(p.rights, u.phi_suspended),
      -- The root role sees all (null); any other: the user and everybody whose role is below.
      CASE WHEN r.parent_id IS NULL THEN NULL ELSE u.id::text || array(
        SELECT other.id::text FROM roles below
        JOIN users other ON other.org_id = below.org_id AND other.role_id = below.id
        WHERE below.org_id = org AND starts_with(below.path, r.path) AND below.id <> r.id
      ) END,
      (SELECT c.value FROM settings c WHERE c.org_id = org AND c.key = 'session_policy')
    FROM sessions s
    JOIN users u ON u.org_id = s.org_id AND u.id = s.user_id
    JOIN profiles p ON p.org_id = u.org_id AND p.id = u.profile_id
    JOIN roles r ON r.org_id = u.org_id AND r.id = u.role_id
    WHERE s.org_id = org AND s.id = session;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.load_api_token(org bigint, token bigint) RETURNS TABLE (
  secret_hash bytea,
  kind text,
  ended boolean,
  expires_ms double precision,
  token_scopes text[],
  client_id text,
  client_name text,
  client_revoked boolean,
  client_expires_ms double precision,
  client_scopes text[],
  allowed_ips text[],
  calls_per_minute integer,
  window_ms double precision,
  window_calls integer,
  owner_id text,
  owner_active boolean,
  time_zone text,
  rights jsonb,
  owner_ids text[]
) LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('app.org_id', org::text, true);
  RETURN QUERY
    SELECT t.secret_hash,
      t.kind,
      t.ended_at IS NOT NULL,
      (extract(epoch FROM t.expires_at) * 1000)::double precision,
      t.scopes,
      c.id::text,
      c.name,
      c.revoked_at IS NOT NULL,
      (extract(epoch FROM c.expires_at) * 1000)::double precision,
      c.scopes,
      c.allowed_ips,
      c.calls_per_minute,
      (extract(epoch FROM w.window_start) * 1000)::double precision,
      w.window_calls,
      u.id::text,
      u.active,
      u.time_zone,
      app.effective_rights(p.rights, u.phi_suspended),
      -- The root role sees all (null); any other: the owner and everybody whose role is below.
      CASE WHEN r.parent_id IS NULL THEN NULL ELSE u.id::text || array(
        SELECT other.id::text FROM roles below
        JOIN users other ON other.org_id = below.org_id AND other.role_id = below.id
        WHERE below.org_id = org AND starts_with(below.path, r.path) AND below.id <> r.id
      ) END
    FROM api_tokens t
    JOIN api_clients c ON c.org_id = t.org_id AND c.id = t.client_id
    JOIN users u ON u.org_id = c.org_id AND u.id = c.owner_id
    JOIN profiles p ON p.org_id = u.org_id AND p.id = u.profile_id
    JOIN roles r ON r.org_id = u.org_id AND r.id = u.role_id
    LEFT JOIN api_client_use w ON w.org_id = c.org_id AND w.client_id = c.id
    WHERE t.org_id = org AND t.id = token;
END $$;
--> statement-breakpoint
DROP TRIGGER tell_user_changed ON users;
--> statement-breakpoint
CREATE TRIGGER tell_user_changed AFTER UPDATE OF active, profile_id, role_id, phi_suspended ON users
  FOR EACH ROW EXECUTE FUNCTION app.tell_rights_changed();
