CREATE TABLE "compliance_settings" (
	"org_id" bigint NOT NULL,
	"hipaa_enabled" boolean DEFAULT false NOT NULL,
	"restrict_api" boolean DEFAULT false NOT NULL,
	"restrict_export" boolean DEFAULT false NOT NULL,
	"restrict_zoho_apps" boolean DEFAULT false NOT NULL,
	"restrict_third_party" boolean DEFAULT false NOT NULL,
	"removed_marks" jsonb,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "compliance_settings_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'queued' NOT NULL,
	"module" text,
	"params" jsonb NOT NULL,
	"done" integer DEFAULT 0 NOT NULL,
	"total" integer,
	"cancel_requested" boolean DEFAULT false NOT NULL,
	"result" jsonb,
	"error" text,
	"created_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"finished_at" timestamp (3) with time zone,
	"expires_at" timestamp (3) with time zone,
	CONSTRAINT "jobs_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "data_keys" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"wrapped" "bytea" NOT NULL,
	"provider" text NOT NULL,
	"check_value" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "data_keys_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "ledger_entries" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"action" text NOT NULL,
	"outcome" text NOT NULL,
	"actor_kind" text NOT NULL,
	"actor_id" bigint NOT NULL,
	"actor_name" text NOT NULL,
	"request_id" text NOT NULL,
	"ip" text,
	"module" text,
	"record_id" bigint,
	"subject_id" bigint,
	"door" text,
	"purpose" text,
	"fields" text[] NOT NULL,
	"facts" text NOT NULL,
	"sealed_detail" "bytea",
	"salt" "bytea" NOT NULL,
	"leaf_hash" "bytea" NOT NULL,
	CONSTRAINT "ledger_entries_org_id_id_at_pk" PRIMARY KEY("org_id","id","at")
) PARTITION BY RANGE ("at");
--> statement-breakpoint
CREATE TABLE "ledger_pending" (
	"org_id" bigint NOT NULL,
	"entry_id" bigint NOT NULL,
	CONSTRAINT "ledger_pending_org_id_entry_id_pk" PRIMARY KEY("org_id","entry_id")
);
--> statement-breakpoint
CREATE TABLE "fields" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"module_id" bigint NOT NULL,
	"api_name" text NOT NULL,
	"label" text NOT NULL,
	"type" text NOT NULL,
	"options" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"help_text" text,
	"required" boolean DEFAULT false NOT NULL,
	"read_only" boolean DEFAULT false NOT NULL,
	"unique_values" boolean DEFAULT false NOT NULL,
	"custom" boolean DEFAULT false NOT NULL,
	"marked" boolean DEFAULT false NOT NULL,
	"sealed" boolean DEFAULT false NOT NULL,
	"unsealed_reason" text,
	"index_slot" smallint,
	"deleted_at" timestamp (3) with time zone,
	CONSTRAINT "fields_org_id_id_pk" PRIMARY KEY("org_id","id"),
	CONSTRAINT "fields_markable" CHECK (not ("fields"."marked" and "fields"."type" in ('lookup', 'multi_lookup', 'auto_number'))),
	CONSTRAINT "fields_slot_not_protected" CHECK (not (("fields"."marked" or "fields"."sealed") and "fields"."index_slot" is not null))
);
--> statement-breakpoint
CREATE TABLE "layout_fields" (
	"org_id" bigint NOT NULL,
	"layout_id" bigint NOT NULL,
	"field_id" bigint NOT NULL,
	"section_id" bigint NOT NULL,
	"position" smallint NOT NULL,
	CONSTRAINT "layout_fields_org_id_layout_id_field_id_pk" PRIMARY KEY("org_id","layout_id","field_id")
);
--> statement-breakpoint
CREATE TABLE "layouts" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"module_id" bigint NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "layouts_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "modules" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"api_name" text NOT NULL,
	"singular" text NOT NULL,
	"plural" text NOT NULL,
	"custom" boolean DEFAULT false NOT NULL,
	"position" smallint NOT NULL,
	"name_fields" text[] NOT NULL,
	"sharing" text DEFAULT 'public_read_write' NOT NULL,
	"hipaa" boolean DEFAULT false NOT NULL,
	CONSTRAINT "modules_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "sections" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"layout_id" bigint NOT NULL,
	"name" text NOT NULL,
	"position" smallint NOT NULL,
	"columns" smallint DEFAULT 2 NOT NULL,
	CONSTRAINT "sections_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "attachments" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"record_id" bigint NOT NULL,
	"sealed_name" "bytea" NOT NULL,
	"content_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" bigint NOT NULL,
	CONSTRAINT "attachments_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "notes" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"record_id" bigint NOT NULL,
	"sealed" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" bigint NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notes_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "orgs" (
	"org_id" bigint NOT NULL,
	"name" text NOT NULL,
	"meta_version" bigint DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "orgs_org_id_pk" PRIMARY KEY("org_id")
);
--> statement-breakpoint
CREATE TABLE "settings" (
	"org_id" bigint NOT NULL,
	"key" text NOT NULL,
	"value" jsonb NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_by" bigint NOT NULL,
	CONSTRAINT "settings_org_id_key_pk" PRIMARY KEY("org_id","key")
);
--> statement-breakpoint
CREATE TABLE "auto_numbers" (
	"org_id" bigint NOT NULL,
	"field_id" bigint NOT NULL,
	"next" bigint NOT NULL,
	CONSTRAINT "auto_numbers_org_id_field_id_pk" PRIMARY KEY("org_id","field_id")
);
--> statement-breakpoint
CREATE TABLE "blind_index" (
	"org_id" bigint NOT NULL,
	"field_id" bigint NOT NULL,
	"token" "bytea" NOT NULL,
	"record_id" bigint NOT NULL,
	CONSTRAINT "blind_index_org_id_field_id_token_record_id_pk" PRIMARY KEY("org_id","field_id","token","record_id")
);
--> statement-breakpoint
CREATE TABLE "links" (
	"org_id" bigint NOT NULL,
	"field_id" bigint NOT NULL,
	"record_id" bigint NOT NULL,
	"target_id" bigint NOT NULL,
	CONSTRAINT "links_org_id_record_id_field_id_target_id_pk" PRIMARY KEY("org_id","record_id","field_id","target_id")
);
--> statement-breakpoint
CREATE TABLE "records" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"module_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text,
	"name_key" text COLLATE "C",
	"values" jsonb NOT NULL,
	"sealed" "bytea",
	"version" integer DEFAULT 1 NOT NULL,
	"source" text NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"created_by" bigint NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	"modified_by" bigint NOT NULL,
	"deleted_at" timestamp (3) with time zone,
	"deleted_by" bigint,
	"import_id" bigint,
	"k1" text COLLATE "C",
	"k2" text COLLATE "C",
	"k3" text COLLATE "C",
	"k4" text COLLATE "C",
	"k5" text COLLATE "C",
	"k6" text COLLATE "C",
	"k7" text COLLATE "C",
	"k8" text COLLATE "C",
	CONSTRAINT "records_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "unique_values" (
	"org_id" bigint NOT NULL,
	"field_id" bigint NOT NULL,
	"token" "bytea" NOT NULL,
	"record_id" bigint NOT NULL,
	CONSTRAINT "unique_values_org_id_field_id_token_pk" PRIMARY KEY("org_id","field_id","token")
);
--> statement-breakpoint
CREATE TABLE "profiles" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"standard" boolean DEFAULT false NOT NULL,
	"rights" jsonb NOT NULL,
	CONSTRAINT "profiles_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "roles" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"parent_id" bigint,
	"path" text NOT NULL,
	CONSTRAINT "roles_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"end_reason" text,
	"ip" text,
	"user_agent" text,
	CONSTRAINT "sessions_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "users" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"profile_id" bigint NOT NULL,
	"role_id" bigint NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"time_zone" text DEFAULT 'UTC' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone,
	CONSTRAINT "users_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "views" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"module_id" bigint NOT NULL,
	"owner_id" bigint NOT NULL,
	"name" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"definition" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "views_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "fields" ADD CONSTRAINT "fields_org_id_module_id_modules_org_id_id_fk" FOREIGN KEY ("org_id","module_id") REFERENCES "public"."modules"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layout_fields" ADD CONSTRAINT "layout_fields_org_id_layout_id_layouts_org_id_id_fk" FOREIGN KEY ("org_id","layout_id") REFERENCES "public"."layouts"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layout_fields" ADD CONSTRAINT "layout_fields_org_id_section_id_sections_org_id_id_fk" FOREIGN KEY ("org_id","section_id") REFERENCES "public"."sections"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layout_fields" ADD CONSTRAINT "layout_fields_org_id_field_id_fields_org_id_id_fk" FOREIGN KEY ("org_id","field_id") REFERENCES "public"."fields"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "layouts" ADD CONSTRAINT "layouts_org_id_module_id_modules_org_id_id_fk" FOREIGN KEY ("org_id","module_id") REFERENCES "public"."modules"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sections" ADD CONSTRAINT "sections_org_id_layout_id_layouts_org_id_id_fk" FOREIGN KEY ("org_id","layout_id") REFERENCES "public"."layouts"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachments" ADD CONSTRAINT "attachments_org_id_record_id_records_org_id_id_fk" FOREIGN KEY ("org_id","record_id") REFERENCES "public"."records"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notes" ADD CONSTRAINT "notes_org_id_record_id_records_org_id_id_fk" FOREIGN KEY ("org_id","record_id") REFERENCES "public"."records"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "records" ADD CONSTRAINT "records_org_id_module_id_modules_org_id_id_fk" FOREIGN KEY ("org_id","module_id") REFERENCES "public"."modules"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_org_id_user_id_users_org_id_id_fk" FOREIGN KEY ("org_id","user_id") REFERENCES "public"."users"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_org_id_profile_id_profiles_org_id_id_fk" FOREIGN KEY ("org_id","profile_id") REFERENCES "public"."profiles"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_org_id_role_id_roles_org_id_id_fk" FOREIGN KEY ("org_id","role_id") REFERENCES "public"."roles"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "views" ADD CONSTRAINT "views_org_id_module_id_modules_org_id_id_fk" FOREIGN KEY ("org_id","module_id") REFERENCES "public"."modules"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "jobs_owner" ON "jobs" USING btree ("org_id","created_by","id");--> statement-breakpoint
CREATE INDEX "jobs_kind" ON "jobs" USING btree ("org_id","kind","id");--> statement-breakpoint
CREATE INDEX "ledger_entries_actor" ON "ledger_entries" USING btree ("org_id","actor_id","id");--> statement-breakpoint
CREATE INDEX "ledger_entries_record" ON "ledger_entries" USING btree ("org_id","record_id","id") WHERE record_id is not null;--> statement-breakpoint
CREATE INDEX "ledger_entries_action" ON "ledger_entries" USING btree ("org_id","action","id");--> statement-breakpoint
CREATE UNIQUE INDEX "fields_api_name" ON "fields" USING btree ("org_id","module_id","api_name");--> statement-breakpoint
CREATE UNIQUE INDEX "fields_index_slot" ON "fields" USING btree ("org_id","module_id","index_slot");--> statement-breakpoint
CREATE UNIQUE INDEX "layouts_name" ON "layouts" USING btree ("org_id","module_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "modules_api_name" ON "modules" USING btree ("org_id","api_name");--> statement-breakpoint
CREATE INDEX "sections_layout" ON "sections" USING btree ("org_id","layout_id","position");--> statement-breakpoint
CREATE INDEX "attachments_record" ON "attachments" USING btree ("org_id","record_id","id");--> statement-breakpoint
CREATE INDEX "notes_record" ON "notes" USING btree ("org_id","record_id","id");--> statement-breakpoint
CREATE INDEX "blind_index_record" ON "blind_index" USING btree ("org_id","record_id");--> statement-breakpoint
CREATE INDEX "links_target" ON "links" USING btree ("org_id","target_id","field_id","record_id");--> statement-breakpoint
CREATE INDEX "records_module" ON "records" USING btree ("org_id","module_id","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "records_modified" ON "records" USING btree ("org_id","module_id","modified_at","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "records_name" ON "records" USING btree ("org_id","module_id","name_key","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "records_owner" ON "records" USING btree ("org_id","module_id","owner_id","id") WHERE deleted_at is null;--> statement-breakpoint
CREATE INDEX "records_deleted" ON "records" USING btree ("org_id","module_id","deleted_at","id") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "records_k1" ON "records" USING btree ("org_id","module_id","k1","id") WHERE deleted_at is null and "k1" is not null;--> statement-breakpoint
CREATE INDEX "records_k2" ON "records" USING btree ("org_id","module_id","k2","id") WHERE deleted_at is null and "k2" is not null;--> statement-breakpoint
CREATE INDEX "records_k3" ON "records" USING btree ("org_id","module_id","k3","id") WHERE deleted_at is null and "k3" is not null;--> statement-breakpoint
CREATE INDEX "records_k4" ON "records" USING btree ("org_id","module_id","k4","id") WHERE deleted_at is null and "k4" is not null;--> statement-breakpoint
CREATE INDEX "records_k5" ON "records" USING btree ("org_id","module_id","k5","id") WHERE deleted_at is null and "k5" is not null;--> statement-breakpoint
CREATE INDEX "records_k6" ON "records" USING btree ("org_id","module_id","k6","id") WHERE deleted_at is null and "k6" is not null;--> statement-breakpoint
CREATE INDEX "records_k7" ON "records" USING btree ("org_id","module_id","k7","id") WHERE deleted_at is null and "k7" is not null;--> statement-breakpoint
CREATE INDEX "records_k8" ON "records" USING btree ("org_id","module_id","k8","id") WHERE deleted_at is null and "k8" is not null;--> statement-breakpoint
CREATE INDEX "unique_values_record" ON "unique_values" USING btree ("org_id","record_id");--> statement-breakpoint
CREATE UNIQUE INDEX "profiles_name" ON "profiles" USING btree ("org_id","name");--> statement-breakpoint
CREATE UNIQUE INDEX "roles_name" ON "roles" USING btree ("org_id","name");--> statement-breakpoint
CREATE INDEX "roles_path" ON "roles" USING btree ("org_id","path");--> statement-breakpoint
CREATE INDEX "sessions_user" ON "sessions" USING btree ("org_id","user_id","last_seen_at");--> statement-breakpoint
CREATE UNIQUE INDEX "users_email" ON "users" USING btree ("org_id","email");--> statement-breakpoint
CREATE INDEX "users_role" ON "users" USING btree ("org_id","role_id");--> statement-breakpoint
CREATE UNIQUE INDEX "views_name" ON "views" USING btree ("org_id","module_id","owner_id","name");