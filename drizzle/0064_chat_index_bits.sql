-- By hand: a chat token says how many bits it has, and among few conversations has few, as a record's does (0047). Words
-- keep their twelve: shortened, two of one conversation could become one.
ALTER TABLE "chat_tokens" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "chat_conversations" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
WITH planned AS (
  SELECT org_id, least(12, greatest(1, floor(log(2.0, count(*)))::int - 1)) AS bits FROM "chat_conversations" GROUP BY 1
)
UPDATE "chat_tokens" t SET token = CASE
  WHEN t.field = 'word' THEN '\x0c'::bytea || t.token
  ELSE set_byte('\x00'::bytea, 0, p.bits) || CASE WHEN p.bits > 8
    THEN set_byte(t.token, 1, get_byte(t.token, 1) & ((255 << (16 - p.bits)) & 255))
    ELSE set_byte(substring(t.token FROM 1 FOR 1), 0, get_byte(t.token, 0) & ((255 << (8 - p.bits)) & 255)) END
  END
FROM planned p WHERE p.org_id = t.org_id AND length(t.token) = 2;
--> statement-breakpoint
ALTER TABLE "chat_tokens" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "chat_conversations" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- The keyed check of whose conversation it is; the worker makes those of before with the key's new form.
ALTER TABLE "chat_conversations" ADD COLUMN "operator_mac" "bytea";
--> statement-breakpoint
-- A refresh token that was unused for 90 days is over, and does not come to be used by SQL.
CREATE FUNCTION app.unused_stays_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.used_at < now() - interval '90 days' AND NOT app.is_owner_of(TG_RELID) THEN
    RAISE EXCEPTION 'a token that is over is not used' USING ERRCODE = 'CL006';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER api_tokens_unused BEFORE UPDATE OF used_at ON api_tokens
  FOR EACH ROW EXECUTE FUNCTION app.unused_stays_over();
