CREATE TABLE "api_calls" (
	"org_id" bigint NOT NULL,
	"client_id" bigint NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"calls" integer NOT NULL,
	"errors" integer NOT NULL,
	CONSTRAINT "api_calls_org_id_client_id_hour_pk" PRIMARY KEY("org_id","client_id","hour")
);
--> statement-breakpoint
CREATE TABLE "api_client_use" (
	"org_id" bigint NOT NULL,
	"client_id" bigint NOT NULL,
	"window_start" timestamp (3) with time zone NOT NULL,
	"window_calls" integer NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "api_client_use_org_id_client_id_pk" PRIMARY KEY("org_id","client_id")
);
--> statement-breakpoint
CREATE TABLE "api_clients" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"owner_id" bigint NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"scopes" text[] NOT NULL,
	"allowed_ips" text[] NOT NULL,
	"calls_per_minute" integer DEFAULT 600 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_clients_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "api_field_reads" (
	"org_id" bigint NOT NULL,
	"module" text NOT NULL,
	"field" text NOT NULL,
	"day" date NOT NULL,
	"client_id" bigint NOT NULL,
	"reads" integer NOT NULL,
	CONSTRAINT "api_field_reads_org_id_module_field_day_client_id_pk" PRIMARY KEY("org_id","module","field","day","client_id")
);
--> statement-breakpoint
CREATE TABLE "api_tokens" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"client_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"scopes" text[],
	"parent_id" bigint,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "api_tokens_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "api_clients" ADD CONSTRAINT "api_clients_org_id_owner_id_users_org_id_id_fk" FOREIGN KEY ("org_id","owner_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_tokens" ADD CONSTRAINT "api_tokens_org_id_client_id_api_clients_org_id_id_fk" FOREIGN KEY ("org_id","client_id") REFERENCES "public"."api_clients"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_clients_name" ON "api_clients" USING btree ("org_id",lower("name")) WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "api_tokens_live" ON "api_tokens" USING btree ("org_id","client_id","kind","parent_id") WHERE ended_at is null;
--> statement-breakpoint
-- By hand from here on. Every table sees only the rows of the current org.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['api_clients', 'api_tokens', 'api_client_use', 'api_calls', 'api_field_reads'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id())', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO careledger_app_role', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- Everything an API call needs to know of its token, client and owner, as app.load_session does for a session.
CREATE FUNCTION app.load_api_token(org bigint, token bigint) RETURNS TABLE (
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
      p.rights,
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
