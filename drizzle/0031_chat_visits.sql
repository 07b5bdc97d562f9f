-- By hand: proofs of work that were used, how a visitor's secret changes and ends, whether they are there, and which
-- sites a widget was seen on.
CREATE TABLE "chat_spent_proofs" (
	"org_id" bigint NOT NULL,
	"token" "bytea" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_spent_proofs_org_id_token_pk" PRIMARY KEY("org_id","token")
);
--> statement-breakpoint
CREATE INDEX "chat_spent_proofs_age" ON "chat_spent_proofs" USING btree ("org_id","expires_at");
--> statement-breakpoint
ALTER TABLE "chat_spent_proofs" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "chat_spent_proofs" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "chat_spent_proofs" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "chat_spent_proofs" TO careledger_app_role;
--> statement-breakpoint
ALTER TABLE "chat_visitors" ADD COLUMN "secret_made_at" timestamp (3) with time zone DEFAULT now() NOT NULL;
--> statement-breakpoint
ALTER TABLE "chat_visitors" ADD COLUMN "next_secret_hash" "bytea";
--> statement-breakpoint
ALTER TABLE "chat_visitors" ADD COLUMN "old_secret_hash" "bytea";
--> statement-breakpoint
ALTER TABLE "chat_visitors" ADD COLUMN "old_until" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "chat_visitors" ADD COLUMN "ended_at" timestamp (3) with time zone;
--> statement-breakpoint
ALTER TABLE "chat_visitors" ADD COLUMN "left_at" timestamp (3) with time zone;
--> statement-breakpoint
CREATE TABLE "chat_sites" (
	"org_id" bigint NOT NULL,
	"brand_id" bigint NOT NULL,
	"site" text NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_sites_org_id_brand_id_site_pk" PRIMARY KEY("org_id","brand_id","site")
);
--> statement-breakpoint
ALTER TABLE "chat_sites" ADD CONSTRAINT "chat_sites_org_id_brand_id_chat_brands_org_id_id_fk" FOREIGN KEY ("org_id","brand_id") REFERENCES "public"."chat_brands"("org_id","id") ON DELETE cascade ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "chat_sites" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "chat_sites" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "chat_sites" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "chat_sites" TO careledger_app_role;
