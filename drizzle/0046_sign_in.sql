-- By hand: refresh tokens end when nobody uses them; temporary passwords end, and are changed first.
-- Tokens of before count as used now.
ALTER TABLE "api_tokens" ADD COLUMN "used_at" timestamp (3) with time zone DEFAULT now() NOT NULL;
--> statement-breakpoint
CREATE INDEX "api_tokens_family" ON "api_tokens" ("org_id","parent_id") WHERE ended_at is null;
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "password_ends_at" timestamp (3) with time zone;
