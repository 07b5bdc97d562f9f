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
