CREATE TABLE "access_review_items" (
	"org_id" bigint NOT NULL,
	"review_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"user_name" text NOT NULL,
	"profile_name" text NOT NULL,
	"role_name" text NOT NULL,
	"reviewer_id" bigint NOT NULL,
	"reviewer_name" text NOT NULL,
	"decision" text,
	"entry_id" bigint,
	"decided_at" timestamp (3) with time zone,
	"decided_by_name" text,
	"new_profile_name" text,
	CONSTRAINT "access_review_items_org_id_review_id_user_id_pk" PRIMARY KEY("org_id","review_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "access_reviews" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"due_on" date NOT NULL,
	"started_by_id" bigint NOT NULL,
	"started_by_name" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"reminded" smallint NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"closed_by_name" text,
	"report" text,
	CONSTRAINT "access_reviews_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "access_review_items" ADD CONSTRAINT "access_review_items_review_fk" FOREIGN KEY ("org_id","review_id") REFERENCES "public"."access_reviews"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_review_items" ADD CONSTRAINT "access_review_items_user_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_review_items_reviewer" ON "access_review_items" USING btree ("org_id","reviewer_id","review_id");--> statement-breakpoint
CREATE INDEX "access_reviews_open" ON "access_reviews" USING btree ("org_id","id") WHERE closed_at is null;--> statement-breakpoint
-- By hand from here.
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['access_reviews', 'access_review_items'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = (SELECT app.org_id()))', t);
  END LOOP;
END $$;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (reminded, closed_at, closed_by_name, report) ON access_reviews TO careledger_app_role;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE (decision, entry_id, decided_at, decided_by_name, new_profile_name) ON access_review_items TO careledger_app_role;
--> statement-breakpoint
CREATE TRIGGER access_reviews_stay_closed BEFORE UPDATE OF closed_at ON access_reviews
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('closed_at');
--> statement-breakpoint
CREATE TRIGGER access_review_items_stay_decided BEFORE UPDATE OF decided_at ON access_review_items
  FOR EACH ROW EXECUTE FUNCTION app.stays_set('decided_at');
