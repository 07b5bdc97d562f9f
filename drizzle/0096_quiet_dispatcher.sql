-- Who sends to apps sleeps while there is nothing to send, and is woken by whoever writes something down for it
-- (lib/apps/deliveries/dispatcher.ts). While it sleeps it holds the lock (7219008, 0) alone; a writer tries it shared, and
-- keeps it until the end of its transaction: so none falls asleep between a change and its commit, and only the first writer
-- that meets a sleeper tells it (NOTIFY lets transactions commit one after the other).
CREATE FUNCTION app.wake_dispatcher() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT pg_try_advisory_xact_lock_shared(7219008, 0) THEN PERFORM pg_notify('app_deliveries', ''); END IF;
END $$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.tell_apps(module bigint, record bigint[], act_of text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO app_deliveries (org_id, connection_id, module_id, record_id, act, created_at, due_at, state, reason, settled_at)
  SELECT m.org_id, m.connection_id, m.module_id, r.id, act_of, now(), now(),
    CASE WHEN f.came THEN 'skipped' ELSE 'waiting' END, CASE WHEN f.came THEN 'came_from_app' END, CASE WHEN f.came THEN now() END
  FROM app_mappings m
  CROSS JOIN LATERAL (
    SELECT coalesce(m.connection_id = nullif(current_setting('app.from_connection', true), '')::bigint, false) AS came) f
  JOIN app_connections c ON c.org_id = m.org_id AND c.id = m.connection_id AND c.state <> 'ended'
  CROSS JOIN unnest(record) AS r (id)
  WHERE m.org_id = app.org_id() AND m.module_id = module AND act_of = ANY (m.acts)
  ORDER BY r.id, m.connection_id
  ON CONFLICT (org_id, connection_id, record_id) WHERE state = 'waiting' AND tries = 0 AND act <> 'delete'
    DO UPDATE SET due_at = app_deliveries.due_at;
  IF FOUND THEN PERFORM app.wake_dispatcher(); END IF;
END $$;
--> statement-breakpoint
DROP FUNCTION app.due_connections();
--> statement-breakpoint
-- Connections for which something waits, of all organisations, with the time from which it may be sent: ids only, for the
-- worker. Those that are paused or suspended wait for somebody. Runs as the owner.
CREATE FUNCTION app.due_connections() RETURNS TABLE (org_id bigint, connection_id bigint, due_at timestamptz)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  org bigint;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR org IN SELECT o.org_id FROM orgs o ORDER BY o.org_id LOOP
    PERFORM set_config('app.org_id', org::text, true);
    RETURN QUERY SELECT c.org_id, c.id, w.due_at FROM app_connections c
      LEFT JOIN app_health h ON h.org_id = c.org_id AND h.connection_id = c.id
      CROSS JOIN LATERAL (
        SELECT CASE
          WHEN h.rests_until > now() THEN h.rests_until
          WHEN EXISTS (
            SELECT FROM app_deliveries d
            WHERE d.org_id = org AND d.connection_id = c.id AND d.state = 'waiting' AND d.due_at <= now()) THEN now()
          ELSE (
            SELECT min(d.due_at) FROM app_deliveries d
            WHERE d.org_id = org AND d.connection_id = c.id AND d.state = 'waiting') END AS due_at) w
      WHERE c.org_id = org AND c.state = 'active' AND h.suspended_at IS NULL AND w.due_at IS NOT NULL
        AND EXISTS (
          SELECT FROM app_deliveries d WHERE d.org_id = org AND d.connection_id = c.id AND d.state = 'waiting');
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.due_connections() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.due_connections() TO careledger_app_role;
--> statement-breakpoint
DROP FUNCTION app.free_deliveries();
--> statement-breakpoint
-- Frees what workers had taken that are dead, in all organisations: they hold their advisory locks no more
-- (lib/apps/deliveries/dispatcher.ts). Says how many are on their way in others that live. Runs as the owner.
CREATE FUNCTION app.free_deliveries() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  org bigint;
  here integer;
  under_way integer := 0;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR org IN SELECT o.org_id FROM orgs o ORDER BY o.org_id LOOP
    PERFORM set_config('app.org_id', org::text, true);
    UPDATE app_deliveries d SET state = 'waiting', taken_by = NULL
    WHERE d.org_id = org AND d.state = 'sending' AND NOT EXISTS (
      SELECT FROM pg_locks l
      WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 7219007::oid AND l.objid = d.taken_by::oid
        AND l.objsubid = 2 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()));
    SELECT count(*) INTO here FROM app_deliveries d WHERE d.org_id = org AND d.state = 'sending';
    under_way := under_way + here;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
  RETURN under_way;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.free_deliveries() FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.free_deliveries() TO careledger_app_role;
