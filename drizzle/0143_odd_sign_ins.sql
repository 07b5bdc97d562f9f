-- Sign-ins that are unusual for their person. Those of before are looked at: nobody is told of them after an upgrade.
ALTER TABLE "sessions" ADD COLUMN "looked_at" timestamp (3) with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "sessions" ALTER COLUMN "looked_at" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "odd" jsonb;--> statement-breakpoint
CREATE INDEX "sessions_not_looked_at" ON "sessions" USING btree ("org_id","id") WHERE looked_at is null;--> statement-breakpoint
CREATE INDEX "ledger_entries_wrong_password" ON "ledger_entries" USING btree ("org_id","actor_id","id") WHERE action = 'user.sign_in_failed' and facts = '{"reason":"wrong_password"}';
--> statement-breakpoint
-- By hand from here. What was looked at is not looked at again, nor what was found taken back.
CREATE TRIGGER sessions_stay_looked_at BEFORE UPDATE OF looked_at, odd ON sessions
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('looked_at', 'odd');
--> statement-breakpoint
GRANT UPDATE (looked_at, odd) ON sessions TO careledger_app_role;
