-- Hand-written: how many records one person may disclose an hour and a day, and how many they did.
ALTER TABLE "compliance_settings" ADD COLUMN "budgets" jsonb;
--> statement-breakpoint
CREATE TABLE "disclosure_use" (
	"org_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"hour_start" timestamp (3) with time zone NOT NULL,
	"hour_used" integer NOT NULL,
	"day_start" timestamp (3) with time zone NOT NULL,
	"day_used" integer NOT NULL,
	"told_at" timestamp (3) with time zone,
	CONSTRAINT "disclosure_use_org_id_user_id_kind_pk" PRIMARY KEY("org_id","user_id","kind")
);
--> statement-breakpoint
ALTER TABLE "disclosure_use" ADD CONSTRAINT "disclosure_use_org_id_user_id_users_org_id_id_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "disclosure_use" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "disclosure_use" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "disclosure_use" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "disclosure_use" TO careledger_app_role;
