-- Hand-written: answers to writes of API clients that sent an Idempotency-Key, kept for a day. Hashes and ids, no values.
CREATE TABLE "api_answers" (
	"org_id" bigint NOT NULL,
	"client_id" bigint NOT NULL,
	"key_hash" "bytea" NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"status" integer,
	"body" text,
	CONSTRAINT "api_answers_org_id_client_id_key_hash_pk" PRIMARY KEY("org_id","client_id","key_hash"),
	CONSTRAINT "api_answers_client_fk" FOREIGN KEY ("org_id","client_id") REFERENCES "api_clients"("org_id","id")
);
--> statement-breakpoint
CREATE INDEX "api_answers_age" ON "api_answers" ("org_id","created_at");
--> statement-breakpoint
ALTER TABLE "api_answers" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "api_answers" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "api_answers" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "api_answers" TO careledger_app_role;
