-- By hand: what the scripts of a brand's sites call and we do not have; and which org is the demo.
CREATE TABLE "chat_unknown_calls" (
	"org_id" bigint NOT NULL,
	"brand_id" bigint NOT NULL,
	"path" text NOT NULL,
	"visits" integer NOT NULL,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_unknown_calls_org_id_brand_id_path_pk" PRIMARY KEY("org_id","brand_id","path"),
	CONSTRAINT "chat_unknown_calls_path" CHECK (length(path) <= 120 and path ~ '^[A-Za-z_$][A-Za-z0-9_$]*([.][A-Za-z_$][A-Za-z0-9_$]*)*$')
);
--> statement-breakpoint
ALTER TABLE "chat_unknown_calls" ADD CONSTRAINT "chat_unknown_calls_org_id_brand_id_chat_brands_org_id_id_fk" FOREIGN KEY ("org_id","brand_id") REFERENCES "public"."chat_brands"("org_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "chat_unknown_calls" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "chat_unknown_calls" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "chat_unknown_calls" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "chat_unknown_calls" TO careledger_app_role;
--> statement-breakpoint
-- The page to try the chat on is served where the demo org is. Demos of before are known by what the seed named them.
DO $$
DECLARE
  o record;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR o IN SELECT org_id FROM orgs WHERE name = 'Careledger Demo Clinic' LOOP
    PERFORM set_config('app.org_id', o.org_id::text, true);
    INSERT INTO settings (org_id, key, value, updated_by)
    SELECT o.org_id, 'demo', 'true', u.id FROM users u
    WHERE u.org_id = o.org_id AND u.email = 'operator@demo.example'
    ON CONFLICT DO NOTHING;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
END $$;
