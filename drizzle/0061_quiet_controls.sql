-- Hand-written: a notice is forgotten after its year, not before; the setting for a second person changes with an entry.
CREATE POLICY kept_a_year ON notices AS RESTRICTIVE FOR DELETE TO careledger_app_role
  USING (at < now() - interval '365 days');
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER settings_require_entry AFTER INSERT OR UPDATE ON settings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.key = 'second_person') EXECUTE FUNCTION app.require_entry();
