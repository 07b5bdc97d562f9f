-- Hand-written: failed sign-ins, counted before any org is known (so in a schema of their own, without an org);
-- and the reading of a session in one round trip.
CREATE SCHEMA limits;
--> statement-breakpoint
-- The key is an HMAC of an e-mail address or of an IP address: the table names nobody.
CREATE TABLE limits.failed_sign_ins (
  key bytea PRIMARY KEY,
  -- Only those of the window that still count.
  failures timestamptz[] NOT NULL,
  last_failed_at timestamptz NOT NULL,
  locked_until timestamptz
);
--> statement-breakpoint
CREATE INDEX failed_sign_ins_age ON limits.failed_sign_ins (last_failed_at);
--> statement-breakpoint
GRANT USAGE ON SCHEMA limits TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON limits.failed_sign_ins TO careledger_app_role;
--> statement-breakpoint
-- Everything a request needs to know of its session, as one statement outside any transaction block: one round trip.
-- The org is set for this statement only; row-level security holds as everywhere.
CREATE FUNCTION app.load_session(org bigint, session bigint) RETURNS TABLE (
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
      p.rights,
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
