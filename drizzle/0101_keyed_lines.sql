ALTER TABLE "disclosure_records" ADD COLUMN "mac" bytea;--> statement-breakpoint
ALTER TABLE "disclosures" ADD COLUMN "mac" bytea;--> statement-breakpoint
-- By hand from here. Lines of before get their checks at the next start (lib/protection/accounting/adopt-lines.ts): the app's role
-- may write one where there is none, and change none.
GRANT UPDATE (mac) ON disclosures, disclosure_records TO careledger_app_role;
--> statement-breakpoint
CREATE POLICY checked_once ON disclosures AS RESTRICTIVE FOR UPDATE USING (mac IS NULL) WITH CHECK (mac IS NOT NULL);
--> statement-breakpoint
CREATE POLICY checked_once ON disclosure_records AS RESTRICTIVE FOR UPDATE USING (mac IS NULL) WITH CHECK (mac IS NOT NULL);
