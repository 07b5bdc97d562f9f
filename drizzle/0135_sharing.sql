-- Groups of people, and the rules by which records are shared with them beside the role tree.
CREATE TABLE "sharing_rules" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"module_id" bigint NOT NULL,
	"name" text NOT NULL,
	"from_kind" text,
	"from_id" bigint,
	"criteria" jsonb,
	"to_kind" text NOT NULL,
	"to_id" bigint NOT NULL,
	"access" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "sharing_rules_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "user_groups" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"members" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_groups_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "sharing_rules" ADD CONSTRAINT "sharing_rules_module_fk" FOREIGN KEY ("org_id","module_id") REFERENCES "public"."modules"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "sharing_rules_name" ON "sharing_rules" USING btree ("org_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "user_groups_name" ON "user_groups" USING btree ("org_id",lower("name"));
--> statement-breakpoint
-- By hand from here: groups and sharing rules are bound by keyed checks as rights are, and the statement that finds out who asks
-- brings along what they share.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['user_groups', 'sharing_rules'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
    EXECUTE format('CREATE CONSTRAINT TRIGGER %I AFTER INSERT OR UPDATE OR DELETE ON %I
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry()', t || '_require_entry', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (name, members), DELETE ON user_groups TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (module_id, name, from_kind, from_id, criteria, to_kind, to_id, access), DELETE ON sharing_rules
  TO careledger_app_role;
--> statement-breakpoint
CREATE FUNCTION app.state_of(g user_groups) RETURNS jsonb LANGUAGE sql STABLE AS $$ SELECT jsonb_build_array(g.name, g.members) $$;
--> statement-breakpoint
CREATE FUNCTION app.state_of(s sharing_rules) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_build_array(
    s.module_id::text, s.name, s.from_kind, s.from_id::text, s.criteria, s.to_kind, s.to_id::text, s.access)
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
    UNION ALL
    SELECT 'user_group', g.id, app.state_of(g) FROM user_groups g WHERE g.org_id = org
    UNION ALL
    SELECT 'sharing_rule', r.id, app.state_of(r) FROM sharing_rules r WHERE r.org_id = org
  ) s
  LEFT JOIN state_macs m ON m.org_id = org AND m.subject = s.subject AND m.subject_id = s.id
$$;
--> statement-breakpoint
-- Whether somebody with a place in the role tree is meant. A path is /<root>/…/<role>/.
CREATE FUNCTION app.is_meant(kind text, target bigint, person bigint, path text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE kind
    WHEN 'person' THEN target = person
    WHEN 'role' THEN right(path, length(target::text) + 2) = '/' || target || '/'
    WHEN 'role_below' THEN strpos(path, '/' || target || '/') > 0
    ELSE false
  END
$$;
--> statement-breakpoint
-- The same of groups too.
CREATE FUNCTION app.is_of(org bigint, kind text, target bigint, person bigint, path text) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT CASE WHEN kind = 'group' THEN EXISTS (
    SELECT FROM user_groups g, jsonb_array_elements(g.members) m
    WHERE g.org_id = org AND g.id = target AND app.is_meant(m ->> 'kind', (m ->> 'id')::bigint, person, path)
  ) ELSE app.is_meant(kind, target, person, path) END
$$;
--> statement-breakpoint
CREATE FUNCTION app.people_meant(org bigint, kind text, target bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT u.id FROM users u WHERE kind = 'person' AND u.org_id = org AND u.id = target
  UNION ALL
  SELECT u.id FROM users u WHERE kind = 'role' AND u.org_id = org AND u.role_id = target
  UNION ALL
  SELECT u.id FROM roles top
  JOIN roles r ON r.org_id = top.org_id AND starts_with(r.path, top.path)
  JOIN users u ON u.org_id = r.org_id AND u.role_id = r.id
  WHERE kind = 'role_below' AND top.org_id = org AND top.id = target
$$;
--> statement-breakpoint
CREATE FUNCTION app.people_of(org bigint, kind text, target bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  SELECT p FROM app.people_meant(org, kind, target) p
  UNION
  SELECT p FROM user_groups g, jsonb_array_elements(g.members) m, app.people_meant(org, m ->> 'kind', (m ->> 'id')::bigint) p
  WHERE kind = 'group' AND g.org_id = org AND g.id = target
$$;
--> statement-breakpoint
-- The rules that share something with a person, with all that their keyed checks are made over (lib/people/auth/shared-records.ts).
-- Nothing for the topmost role, which sees all.
CREATE FUNCTION app.sharing_of(org bigint, person bigint) RETURNS jsonb LANGUAGE sql STABLE AS $$
  SELECT jsonb_agg(jsonb_build_object(
    'id', s.id::text, 'name', s.name, 'moduleId', s.module_id::text, 'access', s.access, 'criteria', s.criteria,
    'state', app.state_of(s), 'mac', encode(m.mac, 'hex'),
    'groups', (
      SELECT jsonb_agg(jsonb_build_object('id', g.id::text, 'state', app.state_of(g), 'mac', encode(gm.mac, 'hex')))
      FROM user_groups g
      LEFT JOIN state_macs gm ON gm.org_id = g.org_id AND gm.subject = 'user_group' AND gm.subject_id = g.id
      WHERE g.org_id = org AND (s.from_kind = 'group' AND g.id = s.from_id OR s.to_kind = 'group' AND g.id = s.to_id)),
    'owners', (SELECT jsonb_agg(p::text) FROM app.people_of(org, s.from_kind, s.from_id) p)
  ) ORDER BY s.id)
  FROM sharing_rules s
  JOIN users u ON u.org_id = s.org_id AND u.id = person
  JOIN roles r ON r.org_id = u.org_id AND r.id = u.role_id AND r.parent_id IS NOT NULL
  LEFT JOIN state_macs m ON m.org_id = s.org_id AND m.subject = 'sharing_rule' AND m.subject_id = s.id
  WHERE s.org_id = org AND app.is_of(org, s.to_kind, s.to_id, u.id, r.path)
$$;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION app.state_of(user_groups), app.state_of(sharing_rules), app.is_meant(text, bigint, bigint, text),
  app.is_of(bigint, text, bigint, bigint, text), app.people_meant(bigint, text, bigint), app.people_of(bigint, text, bigint),
  app.sharing_of(bigint, bigint) TO careledger_app_role;
