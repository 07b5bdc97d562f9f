CREATE TABLE "review_item_entries" (
	"org_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"entry_id" bigint NOT NULL,
	CONSTRAINT "review_item_entries_org_id_item_id_entry_id_pk" PRIMARY KEY("org_id","item_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "review_items" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"rule" text NOT NULL,
	"person_id" bigint NOT NULL,
	"person_name" text NOT NULL,
	"key" text NOT NULL,
	"module" text,
	"record_id" bigint,
	"score" integer NOT NULL,
	"facts" jsonb NOT NULL,
	"entries" integer NOT NULL,
	"from_at" timestamp (3) with time zone NOT NULL,
	"to_at" timestamp (3) with time zone NOT NULL,
	"found_at" timestamp (3) with time zone NOT NULL,
	"state" text NOT NULL,
	"open_since" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"overdue_told_at" timestamp (3) with time zone,
	CONSTRAINT "review_items_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "review_items_key" UNIQUE("org_id","rule","person_id","key")
);
--> statement-breakpoint
CREATE TABLE "review_positions" (
	"org_id" bigint NOT NULL,
	"next_leaf" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "review_positions_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "review_sign_offs" (
	"org_id" bigint NOT NULL,
	"item_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"verdict" text NOT NULL,
	"by_id" bigint NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"entries" integer NOT NULL,
	CONSTRAINT "review_sign_offs_org_id_item_id_id_pk" PRIMARY KEY("org_id","item_id","id")
);
--> statement-breakpoint
ALTER TABLE "review_item_entries" ADD CONSTRAINT "review_item_entries_item_fk" FOREIGN KEY ("org_id","item_id") REFERENCES "public"."review_items"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_items" ADD CONSTRAINT "review_items_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_positions" ADD CONSTRAINT "review_positions_org_id_orgs_org_id_fk" FOREIGN KEY ("org_id") REFERENCES "public"."orgs"("org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "review_sign_offs" ADD CONSTRAINT "review_sign_offs_item_fk" FOREIGN KEY ("org_id","item_id") REFERENCES "public"."review_items"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "review_items_desk" ON "review_items" USING btree ("org_id","state","score","id");--> statement-breakpoint
CREATE INDEX "review_items_found" ON "review_items" USING btree ("org_id","found_at","id");--> statement-breakpoint
-- By hand from here: each org sees its own, and what a reviewer said, and which entries it was about, stays as it is.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['review_positions', 'review_items', 'review_item_entries', 'review_sign_offs'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON review_positions, review_items TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT ON review_item_entries, review_sign_offs TO careledger_app_role;
--> statement-breakpoint
CREATE FUNCTION app.refuse_review_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was reviewed is append-only' USING ERRCODE = 'CL100';
END $$;
--> statement-breakpoint
CREATE TRIGGER review_append_only BEFORE UPDATE OR DELETE ON review_item_entries
  FOR EACH ROW EXECUTE FUNCTION app.refuse_review_change();
--> statement-breakpoint
CREATE TRIGGER review_append_only BEFORE UPDATE OR DELETE ON review_sign_offs
  FOR EACH ROW EXECUTE FUNCTION app.refuse_review_change();
