-- Hand-written: how columns were read is remembered with their mapping, and what was left empty or rounded in rows that
-- were taken is listed beside the rows that were refused.
ALTER TABLE import_mappings ADD COLUMN columns jsonb NOT NULL DEFAULT '{}';
--> statement-breakpoint
ALTER TABLE import_problems ADD COLUMN is_taken boolean NOT NULL DEFAULT false;
