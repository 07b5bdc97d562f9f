-- How people arrange their home, and how the modules stand in the bar of a profile's holders.
CREATE TABLE "home_arrangements" (
	"org_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"cards" jsonb NOT NULL,
	CONSTRAINT "home_arrangements_org_id_user_id_pk" PRIMARY KEY("org_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "module_arrangements" (
	"org_id" bigint NOT NULL,
	"profile_id" bigint NOT NULL,
	"modules" jsonb NOT NULL,
	CONSTRAINT "module_arrangements_org_id_profile_id_pk" PRIMARY KEY("org_id","profile_id")
);
--> statement-breakpoint
ALTER TABLE "home_arrangements" ADD CONSTRAINT "home_arrangements_org_id_user_id_users_org_id_id_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "module_arrangements" ADD CONSTRAINT "module_arrangements_org_id_profile_id_profiles_org_id_id_fk" FOREIGN KEY ("org_id","profile_id") REFERENCES "public"."profiles"("org_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
-- By hand from here.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['home_arrangements', 'module_arrangements'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON home_arrangements, module_arrangements TO careledger_app_role;
