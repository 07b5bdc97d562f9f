-- Hand-written: a client that acts for another person works once that person has accepted it. Those that are there count
-- as accepted: the default fills their rows, whatever row-level security says.
ALTER TABLE "api_clients" ADD COLUMN "accepted_at" timestamp (3) with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "api_clients" ALTER COLUMN "accepted_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "api_clients" ADD COLUMN "made_by" bigint;--> statement-breakpoint
ALTER TABLE "api_clients" ADD COLUMN "asked_by" bigint;--> statement-breakpoint
ALTER TABLE "api_clients" ADD COLUMN "secret_due" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "api_clients_owner" ON "api_clients" USING btree ("org_id","owner_id") WHERE revoked_at is null;
