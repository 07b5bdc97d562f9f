-- Hand-written: the keyed checks of rights are also over the tree of roles, the end of a temporary password, and whether a
-- client may search by protected values in an address.
CREATE OR REPLACE FUNCTION app.state_of(u users) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(u.email, u.password_hash, u.profile_id::text, u.role_id::text, u.active, u.phi_suspended,
    extract(epoch FROM u.password_ends_at)::text)
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.state_of(c api_clients) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(
    c.owner_id::text, encode(c.secret_hash, 'hex'), c.scopes, c.allowed_ips, extract(epoch FROM c.expires_at)::text,
    c.revoked_at IS NULL, c.accepted_at IS NULL, c.protected_in_address)
$$;
--> statement-breakpoint
CREATE FUNCTION app.state_of_roles(org bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_agg(jsonb_build_array(r.id::text, r.parent_id::text, r.path) ORDER BY r.id) FROM roles r WHERE r.org_id = org
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.rights_states(org bigint) RETURNS TABLE (subject text, id text, state jsonb, mac bytea)
LANGUAGE sql STABLE AS $$
  SELECT s.subject, s.id::text, s.state, m.mac FROM (
    SELECT 'profile' AS subject, p.id, app.state_of(p) AS state FROM profiles p WHERE p.org_id = org
    UNION ALL
    SELECT 'roles', org, app.state_of_roles(org)
    UNION ALL
    SELECT 'user', u.id, app.state_of(u) FROM users u WHERE u.org_id = org
    UNION ALL
    SELECT 'api_client', c.id, app.state_of(c) FROM api_clients c WHERE c.org_id = org
  ) s
  LEFT JOIN state_macs m ON m.org_id = org AND m.subject = s.subject AND m.subject_id = s.id
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION app.rights_of(org bigint, person bigint, client bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_agg(jsonb_build_object('subject', s.subject, 'id', s.id::text, 'state', s.state, 'mac', encode(m.mac, 'hex')))
  FROM (
    SELECT 'profile' AS subject, p.id, app.state_of(p) AS state
    FROM users u JOIN profiles p ON p.org_id = u.org_id AND p.id = u.profile_id WHERE u.org_id = org AND u.id = person
    UNION ALL
    SELECT 'roles', org, app.state_of_roles(org)
    UNION ALL
    SELECT 'user', u.id, app.state_of(u) FROM users u WHERE u.org_id = org AND u.id = person
    UNION ALL
    SELECT 'api_client', c.id, app.state_of(c) FROM api_clients c WHERE c.org_id = org AND c.id = client
  ) s
  LEFT JOIN state_macs m ON m.org_id = org AND m.subject = s.subject AND m.subject_id = s.id
$$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.state_of_roles(bigint) TO careledger_app_role;
