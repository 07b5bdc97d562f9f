-- By hand. Attachments of records are shown to the scanner as files of a chat are; an infected one is kept locked away.
ALTER TABLE "attachments" ADD COLUMN "state" text DEFAULT 'clean' NOT NULL CHECK ("state" IN ('clean', 'quarantined'));
--> statement-breakpoint
ALTER TABLE "attachments" ADD COLUMN "scanned_by" text;
