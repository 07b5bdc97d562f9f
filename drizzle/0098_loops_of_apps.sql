ALTER TABLE "app_received" ADD COLUMN "said" "bytea";--> statement-breakpoint
CREATE INDEX "app_received_said" ON "app_received" USING btree ("org_id","said","at");
--> statement-breakpoint
-- By hand from here.
-- Frees what workers had taken that are dead, in all organisations: they hold their advisory locks no more
-- (lib/apps/deliveries/dispatcher.ts). Of an app that was disconnected meanwhile nothing waits. Says how many are on their way in others that live. Runs as the owner.
CREATE OR REPLACE FUNCTION app.free_deliveries() RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  org bigint;
  here integer;
  under_way integer := 0;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR org IN SELECT o.org_id FROM orgs o ORDER BY o.org_id LOOP
    PERFORM set_config('app.org_id', org::text, true);
    UPDATE app_deliveries d SET taken_by = NULL,
      state = CASE WHEN c.state = 'ended' THEN 'skipped' ELSE 'waiting' END,
      reason = CASE WHEN c.state = 'ended' THEN 'not_mapped' ELSE d.reason END,
      settled_at = CASE WHEN c.state = 'ended' THEN now() END
    FROM app_connections c
    WHERE c.org_id = d.org_id AND c.id = d.connection_id AND d.org_id = org AND d.state = 'sending' AND NOT EXISTS (
      SELECT FROM pg_locks l
      WHERE l.locktype = 'advisory' AND l.granted AND l.classid = 7219007::oid AND l.objid = d.taken_by::oid
        AND l.objsubid = 2 AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()));
    SELECT count(*) INTO here FROM app_deliveries d WHERE d.org_id = org AND d.state = 'sending';
    under_way := under_way + here;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
  RETURN under_way;
END $$;
