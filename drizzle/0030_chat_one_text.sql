-- By hand. Conversations of before kept the visitor's first question twice: as a message and, unmasked, among the details.
-- What is sealed cannot be changed here: rows of form 1 are sealed anew by a job (lib/chat/conversations/upgrade.ts).
ALTER TABLE "chat_conversations" ADD COLUMN "details_form" smallint DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE "chat_conversations" ALTER COLUMN "details_form" SET DEFAULT 2;
--> statement-breakpoint
CREATE INDEX "chat_conversations_old_form" ON "chat_conversations" USING btree ("org_id","id") WHERE details_form < 2;
