-- Hand-written: what a bearer holds is known by a keyed digest, and what has ended does not begin again by SQL.
ALTER TABLE "sessions" ADD COLUMN "seen_mac" "bytea";
--> statement-breakpoint
ALTER TABLE "chat_readers" ADD COLUMN "mac" "bytea";
--> statement-breakpoint
-- The owner migrates and repairs; what they change is found by the keyed checks.
CREATE FUNCTION app.is_owner_of(relation oid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT session_user = pg_get_userbyid(relowner) FROM pg_class WHERE oid = relation
$$;
--> statement-breakpoint
-- The columns named stay set once they are.
CREATE FUNCTION app.stays_set() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  name text;
BEGIN
  IF app.is_owner_of(TG_RELID) THEN RETURN NEW; END IF;
  FOREACH name IN ARRAY TG_ARGV LOOP
    IF to_jsonb(OLD) ->> name IS NOT NULL AND to_jsonb(NEW) ->> name IS NULL THEN
      RAISE EXCEPTION '% of % does not go back', name, TG_TABLE_NAME USING ERRCODE = 'CL006';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER sessions_stay_ended BEFORE UPDATE OF ended_at ON sessions
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('ended_at');
--> statement-breakpoint
CREATE TRIGGER api_tokens_stay_ended BEFORE UPDATE OF ended_at ON api_tokens
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('ended_at');
--> statement-breakpoint
CREATE TRIGGER chat_visitors_stay_ended BEFORE UPDATE OF ended_at ON chat_visitors
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('ended_at');
--> statement-breakpoint
CREATE TRIGGER chat_extracts_stay_ended BEFORE UPDATE OF opened_at, revoked_at ON chat_extracts
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('opened_at', 'revoked_at');
--> statement-breakpoint
CREATE TRIGGER approvals_stay_decided BEFORE UPDATE OF decided_at ON approvals
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('decided_at');
--> statement-breakpoint
REVOKE UPDATE ON sessions, api_tokens, chat_extracts FROM careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (last_seen_at, seen_mac, ended_at, end_reason) ON sessions TO careledger_app_role;
--> statement-breakpoint
-- `secret_hash` for the start after an upgrade, which makes old digests keyed ones.
GRANT UPDATE (used_at, ended_at, secret_hash) ON api_tokens TO careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (failed_tries, opened_at, revoked_at, link_hash) ON chat_extracts TO careledger_app_role;
--> statement-breakpoint
-- A token that could be put in again as it was is one that is over anyway.
CREATE POLICY over_for_a_day ON api_tokens AS RESTRICTIVE FOR DELETE TO careledger_app_role
  USING (expires_at < now() - interval '1 day');
--> statement-breakpoint
-- The first eight bytes of a check are its version, an id: an older check does not come back, nor one from the future.
CREATE FUNCTION app.checks_go_forward() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  version bytea := substring(NEW.mac FOR 8);
BEGIN
  IF app.is_owner_of(TG_RELID) THEN RETURN NEW; END IF;
  IF length(version) < 8
    OR (('x' || encode(version, 'hex'))::bit(64)::bigint >> 22) + 1704067200000
      > extract(epoch FROM clock_timestamp()) * 1000 + 86400000
    OR (TG_OP = 'UPDATE' AND (version <= substring(OLD.mac FOR 8)
      OR (NEW.org_id, NEW.subject, NEW.subject_id) IS DISTINCT FROM (OLD.org_id, OLD.subject, OLD.subject_id))) THEN
    RAISE EXCEPTION 'a check does not go back' USING ERRCODE = 'CL006';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER state_macs_go_forward BEFORE INSERT OR UPDATE ON state_macs
  FOR EACH ROW EXECUTE FUNCTION app.checks_go_forward();
--> statement-breakpoint
-- What is known from before is taken as it is once more, with an event (lib/db/seed/adopt-settings.ts): the form of checks changed.
TRUNCATE state_macs;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER roles_require_entry AFTER INSERT OR UPDATE OF parent_id, path OR DELETE ON roles
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
DROP TRIGGER settings_require_entry ON settings;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER settings_require_entry AFTER INSERT OR UPDATE ON settings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.key NOT IN ('demo', 'demo_seeding'))
  EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
REVOKE UPDATE ON settings FROM careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (value, updated_by, updated_at) ON settings TO careledger_app_role;
--> statement-breakpoint
CREATE POLICY kept ON settings AS RESTRICTIVE FOR DELETE TO careledger_app_role USING (key = 'demo_seeding');
