-- Hand-written: protection that was taken away stays in force until somebody else confirms or a delay ends.
ALTER TABLE "fields" ADD COLUMN "held_by" bigint;
--> statement-breakpoint
ALTER TABLE "modules" ADD COLUMN "held_by" bigint;
--> statement-breakpoint
ALTER TABLE "compliance_settings" ADD COLUMN "setting_holds" jsonb DEFAULT '{}'::jsonb NOT NULL;
--> statement-breakpoint
ALTER TABLE "compliance_settings" ADD COLUMN "hold_hours" smallint DEFAULT 24 NOT NULL;
--> statement-breakpoint
ALTER TABLE "compliance_settings" ADD CONSTRAINT "compliance_hold_hours" CHECK ("compliance_settings"."hold_hours" between 0 and 168);
--> statement-breakpoint
ALTER TABLE "fields" DROP CONSTRAINT "fields_slot_not_protected";
--> statement-breakpoint
ALTER TABLE "fields" ADD CONSTRAINT "fields_slot_not_protected" CHECK (not (("fields"."marked" or "fields"."held_by" is not null or "fields"."sealed") and "fields"."index_slot" is not null));
