-- By hand: extracts are of conversations and of records, so the table is chat's alone no more. What it holds, who may do what
-- with it and that an end stays go with it.
ALTER TABLE chat_extracts RENAME TO extracts;
--> statement-breakpoint
ALTER TABLE extracts RENAME CONSTRAINT chat_extracts_org_id_id_pk TO extracts_org_id_id_pk;
--> statement-breakpoint
ALTER INDEX chat_extracts_conversation RENAME TO extracts_conversation;
--> statement-breakpoint
ALTER TRIGGER chat_extracts_stay_ended ON extracts RENAME TO extracts_stay_ended;
--> statement-breakpoint
CREATE TABLE "audit_filters" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text NOT NULL,
	"query" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_filters_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "extracts" ALTER COLUMN "conversation_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "extracts" ADD COLUMN "record_id" bigint;--> statement-breakpoint
ALTER TABLE "extracts" ADD COLUMN "module" text;--> statement-breakpoint
ALTER TABLE "extracts" ADD COLUMN "entry_id" bigint;--> statement-breakpoint
CREATE UNIQUE INDEX "audit_filters_name" ON "audit_filters" USING btree ("org_id","owner_id","name");--> statement-breakpoint
CREATE INDEX "extracts_record" ON "extracts" USING btree ("org_id","record_id","id");--> statement-breakpoint
ALTER TABLE "extracts" ADD CONSTRAINT "extracts_of_one" CHECK (num_nonnulls("extracts"."conversation_id", "extracts"."record_id") = 1);
--> statement-breakpoint
-- By hand from here.
ALTER TABLE audit_filters ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE audit_filters FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON audit_filters USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON audit_filters TO careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (name) ON audit_filters TO careledger_app_role;
