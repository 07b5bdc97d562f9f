-- Hand-written: what policy reads is bound by keyed checks, its changes need their event, and the app's role may do no
-- more than its verbs need.
CREATE TABLE "state_macs" (
	"org_id" bigint NOT NULL,
	"subject" text NOT NULL,
	"subject_id" bigint NOT NULL,
	"mac" "bytea" NOT NULL,
	CONSTRAINT "state_macs_org_id_subject_subject_id_pk" PRIMARY KEY("org_id","subject","subject_id")
);
--> statement-breakpoint
ALTER TABLE "records" ADD COLUMN "seal_version" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "modules" ADD COLUMN "every_sealed" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
ALTER TABLE state_macs ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE state_macs FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON state_macs USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON state_macs TO careledger_app_role;
--> statement-breakpoint
-- What nobody's act deletes or rewrites.
REVOKE UPDATE, DELETE ON data_keys FROM careledger_app_role;
--> statement-breakpoint
REVOKE DELETE ON orgs, users, sessions, modules, fields, layouts, compliance_settings, jobs, api_clients, approvals,
  chat_extracts, chat_messages, chat_operators, chat_transfers FROM careledger_app_role;
--> statement-breakpoint
REVOKE UPDATE ON orgs FROM careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (name, meta_version) ON orgs TO careledger_app_role;
--> statement-breakpoint
-- A field never changes what it is: its type, its name, its module.
REVOKE UPDATE ON fields FROM careledger_app_role;
--> statement-breakpoint
DO $$
DECLARE
  columns text;
BEGIN
  SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
    WHERE attrelid = 'fields'::regclass AND attnum > 0 AND NOT attisdropped
      AND attname NOT IN ('org_id', 'id', 'module_id', 'api_name', 'type', 'custom');
  EXECUTE format('GRANT UPDATE (%s) ON fields TO careledger_app_role', columns);
END $$;
--> statement-breakpoint
REVOKE UPDATE ON modules FROM careledger_app_role;
--> statement-breakpoint
DO $$
DECLARE
  columns text;
BEGIN
  SELECT string_agg(quote_ident(attname), ', ') INTO columns FROM pg_attribute
    WHERE attrelid = 'modules'::regclass AND attnum > 0 AND NOT attisdropped
      AND attname NOT IN ('org_id', 'id', 'api_name', 'custom');
  EXECUTE format('GRANT UPDATE (%s) ON modules TO careledger_app_role', columns);
END $$;
--> statement-breakpoint
-- Whoever changes what policy reads leaves an entry in the same transaction, or the transaction does not commit.
CREATE FUNCTION app.require_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  org bigint;
BEGIN
  -- The owner migrates and repairs; what they change is found by the keyed checks.
  IF session_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID) THEN
    RETURN NULL;
  END IF;
  IF TG_OP = 'DELETE' THEN org := OLD.org_id; ELSE org := NEW.org_id; END IF;
  IF NOT EXISTS (
    SELECT FROM ledger_entries
    WHERE org_id = org AND at > now() - interval '1 day' AND outcome = 'done' AND xmin = pg_current_xact_id()::xid
  ) THEN
    RAISE EXCEPTION 'a change of % without its entry', TG_TABLE_NAME USING ERRCODE = 'CL005';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER fields_require_entry AFTER INSERT OR UPDATE OF marked, held_by, sealed, deleted_at ON fields
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER modules_require_entry AFTER INSERT OR UPDATE OF hipaa, held_by, sharing ON modules
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER compliance_require_entry AFTER INSERT OR UPDATE ON compliance_settings
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER profiles_require_entry AFTER INSERT OR UPDATE OR DELETE ON profiles
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER users_require_entry
  AFTER INSERT OR UPDATE OF email, password_hash, profile_id, role_id, active, phi_suspended ON users
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER api_clients_require_entry
  AFTER INSERT OR UPDATE OF owner_id, secret_hash, scopes, allowed_ips, expires_at, revoked_at, accepted_at ON api_clients
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
-- What the keyed checks of rights are made over, a row a subject (lib/integrity/rights.ts).
CREATE FUNCTION app.rights_states(org bigint) RETURNS TABLE (subject text, id text, state jsonb, mac bytea)
LANGUAGE sql STABLE AS $$
  SELECT s.subject, s.id::text, s.state, m.mac FROM (
    SELECT 'profile' AS subject, p.id, p.rights AS state FROM profiles p WHERE p.org_id = org
    UNION ALL
    SELECT 'user', u.id, jsonb_build_array(
      u.email, u.password_hash, u.profile_id::text, u.role_id::text, u.active, u.phi_suspended)
    FROM users u WHERE u.org_id = org
    UNION ALL
    SELECT 'api_client', c.id, jsonb_build_array(
      c.owner_id::text, encode(c.secret_hash, 'hex'), c.scopes, c.allowed_ips, extract(epoch FROM c.expires_at)::text,
      c.revoked_at IS NULL, c.accepted_at IS NULL)
    FROM api_clients c WHERE c.org_id = org
  ) s
  LEFT JOIN state_macs m ON m.org_id = org AND m.subject = s.subject AND m.subject_id = s.id
$$;
--> statement-breakpoint
-- The same for one person, and for the program that acts for them: what a request has to check.
CREATE FUNCTION app.rights_of(org bigint, person bigint, client bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_agg(jsonb_build_object('subject', s.subject, 'id', s.id::text, 'state', s.state, 'mac', encode(m.mac, 'hex')))
  FROM (
    SELECT 'profile' AS subject, p.id, p.rights AS state
    FROM users u JOIN profiles p ON p.org_id = u.org_id AND p.id = u.profile_id WHERE u.org_id = org AND u.id = person
    UNION ALL
    SELECT 'user', u.id, jsonb_build_array(
      u.email, u.password_hash, u.profile_id::text, u.role_id::text, u.active, u.phi_suspended)
    FROM users u WHERE u.org_id = org AND u.id = person
    UNION ALL
    SELECT 'api_client', c.id, jsonb_build_array(
      c.owner_id::text, encode(c.secret_hash, 'hex'), c.scopes, c.allowed_ips, extract(epoch FROM c.expires_at)::text,
      c.revoked_at IS NULL, c.accepted_at IS NULL)
    FROM api_clients c WHERE c.org_id = org AND c.id = client
  ) s
  LEFT JOIN state_macs m ON m.org_id = org AND m.subject = s.subject AND m.subject_id = s.id
$$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.rights_states(bigint), app.rights_of(bigint, bigint, bigint) TO careledger_app_role;
