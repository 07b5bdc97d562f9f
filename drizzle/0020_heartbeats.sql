-- Hand-written: how health is told. When the worker last said that it lives (outside any org, as it works for all), and
-- how far the database is migrated, which the app's role may know and not read otherwise.
CREATE TABLE limits.heartbeats (
  name text PRIMARY KEY,
  beat_at timestamptz NOT NULL
);
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON limits.heartbeats TO careledger_app_role;
--> statement-breakpoint
CREATE FUNCTION app.migrated_to() RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT max(created_at) FROM drizzle.__drizzle_migrations);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.migrated_to() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.migrated_to() TO careledger_app_role;
