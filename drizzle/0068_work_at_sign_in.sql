-- Hand-written: nobody is locked out at sign-in; where many fail, each guess needs a proof of work, and more of it the more
-- failed. Outside any org, as the failures are.
-- How many failed without an hour's pause.
ALTER TABLE limits.failed_sign_ins ADD COLUMN heat integer NOT NULL DEFAULT 1;
--> statement-breakpoint
-- Challenges that were used, by a keyed digest, until they end by themselves.
CREATE TABLE limits.spent_proofs (
  token bytea PRIMARY KEY,
  expires_at timestamptz NOT NULL
);
--> statement-breakpoint
CREATE INDEX spent_proofs_age ON limits.spent_proofs (expires_at);
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON limits.spent_proofs TO careledger_app_role;
