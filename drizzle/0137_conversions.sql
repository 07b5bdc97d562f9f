CREATE TABLE "conversion_mappings" (
	"org_id" bigint NOT NULL,
	"pairs" jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "conversion_mappings_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "conversions" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"lead_id" bigint NOT NULL,
	"contact_id" bigint NOT NULL,
	"account_id" bigint,
	"deal_id" bigint,
	"made" bigint[] NOT NULL,
	"moved" jsonb NOT NULL,
	"converted_at" timestamp (3) with time zone NOT NULL,
	"converted_by" bigint NOT NULL,
	CONSTRAINT "conversions_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "conversion_mappings" ADD CONSTRAINT "conversion_mappings_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conversions" ADD CONSTRAINT "conversions_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "conversions_lead" ON "conversions" USING btree ("org_id","lead_id");--> statement-breakpoint
CREATE INDEX "conversions_contact" ON "conversions" USING btree ("org_id","contact_id");--> statement-breakpoint
CREATE INDEX "conversions_account" ON "conversions" USING btree ("org_id","account_id") WHERE account_id is not null;--> statement-breakpoint
CREATE INDEX "conversions_deal" ON "conversions" USING btree ("org_id","deal_id") WHERE deal_id is not null;
--> statement-breakpoint
-- By hand from here.
ALTER TABLE conversions ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE conversions FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON conversions USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()));
--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON conversions TO careledger_app_role;
--> statement-breakpoint
ALTER TABLE conversion_mappings ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE conversion_mappings FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON conversion_mappings USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()));
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (pairs, version), DELETE ON conversion_mappings TO careledger_app_role;
--> statement-breakpoint
CREATE CONSTRAINT TRIGGER conversions_require_entry AFTER INSERT OR DELETE ON conversions
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.require_entry();
--> statement-breakpoint
-- A note or file stays in its module, but for the one way between a lead and the contact that it was converted to, and back.
CREATE OR REPLACE FUNCTION app.stays_in_module() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  IF NEW.record_id IS DISTINCT FROM OLD.record_id
    AND (SELECT module_id FROM records WHERE org_id = NEW.org_id AND id = NEW.record_id)
      IS DISTINCT FROM (SELECT module_id FROM records WHERE org_id = OLD.org_id AND id = OLD.record_id)
    AND NOT EXISTS (SELECT FROM conversions c WHERE c.org_id = NEW.org_id
      AND (c.lead_id, c.contact_id) IN ((OLD.record_id, NEW.record_id), (NEW.record_id, OLD.record_id))) THEN
    RAISE EXCEPTION 'a row of % stays in its module', TG_TABLE_NAME USING ERRCODE = 'CL007';
  END IF;
  RETURN NEW;
END $$;
