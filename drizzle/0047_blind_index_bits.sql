-- By hand: a token says how many bits it has, and among few records has few. The first bits of the longer token are the
-- shorter one, so no value is opened. Forced row-level security would hide every row from the owner.
ALTER TABLE "blind_index" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "records" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "fields" NO FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
WITH sizes AS (
  SELECT org_id, module_id, count(*) AS records FROM "records" WHERE deleted_at IS NULL GROUP BY 1, 2
), planned AS (
  SELECT f.org_id, f.id AS field_id,
    least(12, greatest(1, floor(log(2.0, greatest(coalesce(s.records, 0), 1)))::int - 1)) AS bits
  FROM "fields" f LEFT JOIN sizes s ON s.org_id = f.org_id AND s.module_id = f.module_id
)
UPDATE "blind_index" b SET token = set_byte('\x00'::bytea, 0, p.bits)
  || CASE WHEN p.bits > 8
    THEN set_byte(b.token, 1, get_byte(b.token, 1) & ((255 << (16 - p.bits)) & 255))
    ELSE set_byte(substring(b.token FROM 1 FOR 1), 0, get_byte(b.token, 0) & ((255 << (8 - p.bits)) & 255)) END
FROM planned p WHERE p.org_id = b.org_id AND p.field_id = b.field_id AND length(b.token) = 2;
--> statement-breakpoint
ALTER TABLE "fields" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "records" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "blind_index" FORCE ROW LEVEL SECURITY;
