-- By hand: searches with protected values in an address are refused but to clients that an administrator allows them.
ALTER TABLE "api_clients" ADD COLUMN "protected_in_address" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- Digests made without a key could be guessed back. They serve for a day at most.
TRUNCATE "api_answers";
