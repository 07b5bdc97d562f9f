-- Hand-written: every table sees only the rows of the current org; the app's role owns nothing.
DO $$
DECLARE
  t text;
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id())', t);
    IF t = 'ledger_entries' THEN
      EXECUTE format('GRANT SELECT, INSERT ON %I TO careledger_app_role', t);
    ELSIF t = 'ledger_pending' THEN
      EXECUTE format('GRANT SELECT, INSERT, DELETE ON %I TO careledger_app_role', t);
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO careledger_app_role', t);
    END IF;
  END LOOP;
END $$;
--> statement-breakpoint
-- Sign-in knows an e-mail address and no org yet: it may read the users of that one address.
CREATE POLICY of_the_address ON users FOR SELECT
  USING (email = nullif(current_setting('app.sign_in_email', true), ''));
--> statement-breakpoint
-- Start-up and the worker list the orgs; the setting is made in their own transaction only.
CREATE POLICY every_org ON orgs FOR SELECT USING (current_setting('app.every_org', true) = 'on');
--> statement-breakpoint
GRANT USAGE ON SCHEMA public, app TO careledger_app_role;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.enqueue(text, bigint, bigint, text) FROM PUBLIC;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.ensure_ledger_partitions(integer) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.enqueue(text, bigint, bigint, text) TO careledger_app_role;
