-- Hand-written: every envelope that is rewritten is counted, the number only grows, and what was deleted for good does not
-- come back under its id: the app's role puts no older envelope in the place of a newer one.
ALTER TABLE "notes" ADD COLUMN "seal_version" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "chat_messages" ADD COLUMN "seal_version" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
ALTER TABLE "chat_conversations" ADD COLUMN "seal_version" integer DEFAULT 0 NOT NULL;
--> statement-breakpoint
-- 1: the key is bound to its conversation; 2: to its visitor too.
ALTER TABLE "chat_conversations" ADD COLUMN "key_form" smallint DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE "chat_conversations" ALTER COLUMN "key_form" SET DEFAULT 2;
--> statement-breakpoint
DROP INDEX "chat_conversations_old_form";
--> statement-breakpoint
CREATE INDEX "chat_conversations_old_form" ON "chat_conversations" USING btree ("org_id","id") WHERE details_form < 2 or key_form < 2;
--> statement-breakpoint
CREATE FUNCTION app.seals_go_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF app.is_owner_of(TG_RELID) THEN RETURN NEW; END IF;
  IF (NEW.org_id, NEW.id) IS DISTINCT FROM (OLD.org_id, OLD.id)
    OR (NEW.seal_version <= OLD.seal_version
      AND (NEW.seal_version < OLD.seal_version OR NEW.sealed IS DISTINCT FROM OLD.sealed)) THEN
    RAISE EXCEPTION 'an older envelope does not come back (%)', TG_TABLE_NAME USING ERRCODE = 'CL006';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER records_seal_forward BEFORE UPDATE OF org_id, id, sealed, seal_version ON records
  FOR EACH ROW EXECUTE FUNCTION app.seals_go_forward();
--> statement-breakpoint
CREATE TRIGGER notes_seal_forward BEFORE UPDATE OF org_id, id, sealed, seal_version ON notes
  FOR EACH ROW EXECUTE FUNCTION app.seals_go_forward();
--> statement-breakpoint
CREATE TRIGGER chat_messages_seal_forward BEFORE UPDATE OF org_id, id, sealed, seal_version ON chat_messages
  FOR EACH ROW EXECUTE FUNCTION app.seals_go_forward();
--> statement-breakpoint
CREATE TRIGGER chat_conversations_seal_forward BEFORE UPDATE OF org_id, id, sealed, seal_version ON chat_conversations
  FOR EACH ROW EXECUTE FUNCTION app.seals_go_forward();
--> statement-breakpoint
CREATE FUNCTION app.key_form_goes_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.key_form < OLD.key_form AND NOT app.is_owner_of(TG_RELID) THEN
    RAISE EXCEPTION 'the key of a conversation does not go back to an older form' USING ERRCODE = 'CL006';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER chat_conversations_key_forward BEFORE UPDATE OF key_form ON chat_conversations
  FOR EACH ROW EXECUTE FUNCTION app.key_form_goes_forward();
--> statement-breakpoint
-- What is written once and never again.
REVOKE UPDATE ON attachments, chat_files, chat_messages, notes FROM careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (record_id) ON attachments TO careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (record_id, sealed, seal_version, modified_at) ON notes TO careledger_app_role;
--> statement-breakpoint
GRANT UPDATE (changed_seq, sealed, seal_version) ON chat_messages TO careledger_app_role;
--> statement-breakpoint
-- What was deleted for good. Written and read by the triggers alone.
CREATE TABLE "gone" (
	"org_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"id" bigint NOT NULL,
	CONSTRAINT "gone_org_id_kind_id_pk" PRIMARY KEY("org_id","kind","id")
);
--> statement-breakpoint
ALTER TABLE gone ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE gone FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON gone USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT ON gone TO careledger_app_role;
--> statement-breakpoint
CREATE FUNCTION app.note_gone() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF session_user <> current_user THEN
    INSERT INTO public.gone (org_id, kind, id) SELECT org_id, TG_TABLE_NAME, id FROM removed ON CONFLICT DO NOTHING;
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE FUNCTION app.refuse_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM added a JOIN gone g ON g.org_id = a.org_id AND g.kind = TG_TABLE_NAME AND g.id = a.id) THEN
    RAISE EXCEPTION 'what was deleted for good does not come back (%)', TG_TABLE_NAME USING ERRCODE = 'CL006';
  END IF;
  RETURN NULL;
END $$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION app.note_gone() FROM PUBLIC;
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['records', 'notes', 'attachments', 'chat_conversations'] LOOP
    EXECUTE format('CREATE TRIGGER note_gone AFTER DELETE ON %I REFERENCING OLD TABLE AS removed
      FOR EACH STATEMENT EXECUTE FUNCTION app.note_gone()', t);
    EXECUTE format('CREATE TRIGGER refuse_gone AFTER INSERT ON %I REFERENCING NEW TABLE AS added
      FOR EACH STATEMENT EXECUTE FUNCTION app.refuse_gone()', t);
  END LOOP;
END $$;
