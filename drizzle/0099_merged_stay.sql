-- By hand: which record another one went into outlives both and the merge, since the accounting of disclosures of the one
-- that stayed is the other's too (lib/crm/accounting/read-lines.ts).
ALTER TABLE "merged_records" ADD COLUMN "kept_id" bigint;
--> statement-breakpoint
DO $$
DECLARE
  o record;
BEGIN
  PERFORM set_config('app.every_org', 'on', true);
  FOR o IN SELECT org_id FROM orgs LOOP
    PERFORM set_config('app.org_id', o.org_id::text, true);
    UPDATE merged_records r SET kept_id = m.record_id FROM merges m
    WHERE r.org_id = o.org_id AND m.org_id = r.org_id AND m.id = r.merge_id;
  END LOOP;
  PERFORM set_config('app.org_id', '', true), set_config('app.every_org', '', true);
END $$;
--> statement-breakpoint
-- What the update has pending is checked before the table is altered.
SET CONSTRAINTS ALL IMMEDIATE;
--> statement-breakpoint
ALTER TABLE "merged_records" ALTER COLUMN "kept_id" SET NOT NULL;
--> statement-breakpoint
ALTER TABLE "merged_records" DROP CONSTRAINT "merged_records_org_id_record_id_records_org_id_id_fk";
--> statement-breakpoint
ALTER TABLE "merged_records" DROP CONSTRAINT "merged_records_org_id_merge_id_merges_org_id_id_fk";
--> statement-breakpoint
ALTER TABLE "merged_records" ADD CONSTRAINT "merged_records_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "merged_records_kept" ON "merged_records" USING btree ("org_id","kept_id");
