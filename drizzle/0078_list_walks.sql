-- By hand: which records the pages of a walk through a sorted list held, so that one whose key changes meanwhile comes
-- once. Ids only, for a day and a bit.
CREATE TABLE "list_walks" (
	"org_id" bigint NOT NULL,
	"walk_id" bigint NOT NULL,
	"page" integer NOT NULL,
	"given" bigint[] NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "list_walks_org_id_walk_id_page_pk" PRIMARY KEY("org_id","walk_id","page"),
	CONSTRAINT "list_walks_org_fk" FOREIGN KEY ("org_id") REFERENCES "orgs"("org_id")
);
--> statement-breakpoint
CREATE INDEX "list_walks_age" ON "list_walks" ("org_id","at");
--> statement-breakpoint
ALTER TABLE "list_walks" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "list_walks" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_the_org ON "list_walks" USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id());
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "list_walks" TO careledger_app_role;
