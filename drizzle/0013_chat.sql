-- Generated, then by hand: row-level security, grants, and word to open streams when rights change.
CREATE TABLE "chat_blocks" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"kind" text NOT NULL,
	"token" "bytea" NOT NULL,
	"created_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"conversation_id" bigint,
	CONSTRAINT "chat_blocks_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_brands" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"settings" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"modified_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_brands_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_canned_responses" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"short_name" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "chat_canned_responses_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_conversations" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"visitor_id" bigint NOT NULL,
	"visit_id" bigint NOT NULL,
	"brand_id" bigint NOT NULL,
	"department_id" bigint,
	"status" text NOT NULL,
	"wrapped_key" "bytea",
	"sealed" "bytea",
	"seq" integer DEFAULT 0 NOT NULL,
	"operator_id" bigint,
	"offered_to" bigint,
	"offered_until" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone NOT NULL,
	"picked_up_at" timestamp (3) with time zone,
	"last_message_at" timestamp (3) with time zone NOT NULL,
	"last_from_visitor" boolean DEFAULT true NOT NULL,
	"closed_at" timestamp (3) with time zone,
	"close_reason" text,
	"ends_at" timestamp (3) with time zone,
	"rating" smallint,
	"transcript_asked" boolean DEFAULT false NOT NULL,
	"record_id" bigint,
	"record_module" text,
	"deleted_at" timestamp (3) with time zone,
	"deleted_by" bigint,
	CONSTRAINT "chat_conversations_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_custom_fields" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"max_length" integer DEFAULT 200 NOT NULL,
	CONSTRAINT "chat_custom_fields_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_departments" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"name" text NOT NULL,
	"member_ids" jsonb NOT NULL,
	CONSTRAINT "chat_departments_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_extracts" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"entry_ids" jsonb NOT NULL,
	"audience" text NOT NULL,
	"link_hash" "bytea" NOT NULL,
	"secret_hash" text NOT NULL,
	"failed_tries" integer DEFAULT 0 NOT NULL,
	"created_by" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "chat_extracts_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_files" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"sealed_name" "bytea" NOT NULL,
	"content_type" text NOT NULL,
	"size_bytes" integer NOT NULL,
	"state" text NOT NULL,
	"scanned_by" text,
	"from_visitor" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_files_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_messages" (
	"org_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"seq" integer NOT NULL,
	"changed_seq" integer NOT NULL,
	"client_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"author_id" bigint,
	"sealed" "bytea" NOT NULL,
	"file_id" bigint,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_messages_org_id_conversation_id_id_pk" PRIMARY KEY("org_id","conversation_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_operators" (
	"org_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"available" boolean NOT NULL,
	"max_conversations" integer DEFAULT 5 NOT NULL,
	"seen_at" timestamp (3) with time zone NOT NULL,
	"last_offered_at" timestamp (3) with time zone,
	CONSTRAINT "chat_operators_org_id_user_id_pk" PRIMARY KEY("org_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "chat_readers" (
	"org_id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"session_id" bigint,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"participant" boolean DEFAULT false NOT NULL,
	"seen_seq" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "chat_readers_org_id_conversation_id_user_id_pk" PRIMARY KEY("org_id","conversation_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "chat_tokens" (
	"org_id" bigint NOT NULL,
	"field" text NOT NULL,
	"token" "bytea" NOT NULL,
	"conversation_id" bigint NOT NULL,
	CONSTRAINT "chat_tokens_org_id_field_token_conversation_id_pk" PRIMARY KEY("org_id","field","token","conversation_id")
);
--> statement-breakpoint
CREATE TABLE "chat_transfers" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"conversation_id" bigint NOT NULL,
	"from_user_id" bigint NOT NULL,
	"to_user_id" bigint NOT NULL,
	"state" text NOT NULL,
	"offered_at" timestamp (3) with time zone NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "chat_transfers_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
CREATE TABLE "chat_visitors" (
	"org_id" bigint NOT NULL,
	"id" bigint NOT NULL,
	"brand_id" bigint NOT NULL,
	"secret_hash" "bytea" NOT NULL,
	"visit_id" bigint NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"last_seen_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "chat_visitors_org_id_id_pk" PRIMARY KEY("org_id","id")
);
--> statement-breakpoint
ALTER TABLE "chat_conversations" ADD CONSTRAINT "chat_conversations_org_id_visitor_id_chat_visitors_org_id_id_fk" FOREIGN KEY ("org_id","visitor_id") REFERENCES "public"."chat_visitors"("org_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_files" ADD CONSTRAINT "chat_files_org_id_conversation_id_chat_conversations_org_id_id_fk" FOREIGN KEY ("org_id","conversation_id") REFERENCES "public"."chat_conversations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_messages" ADD CONSTRAINT "chat_messages_org_id_conversation_id_chat_conversations_org_id_id_fk" FOREIGN KEY ("org_id","conversation_id") REFERENCES "public"."chat_conversations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_readers" ADD CONSTRAINT "chat_readers_org_id_conversation_id_chat_conversations_org_id_id_fk" FOREIGN KEY ("org_id","conversation_id") REFERENCES "public"."chat_conversations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_tokens" ADD CONSTRAINT "chat_tokens_org_id_conversation_id_chat_conversations_org_id_id_fk" FOREIGN KEY ("org_id","conversation_id") REFERENCES "public"."chat_conversations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "chat_transfers" ADD CONSTRAINT "chat_transfers_org_id_conversation_id_chat_conversations_org_id_id_fk" FOREIGN KEY ("org_id","conversation_id") REFERENCES "public"."chat_conversations"("org_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "chat_blocks_token" ON "chat_blocks" USING btree ("org_id","kind","token");--> statement-breakpoint
CREATE UNIQUE INDEX "chat_brands_name" ON "chat_brands" USING btree ("org_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "chat_canned_responses_name" ON "chat_canned_responses" USING btree ("org_id",lower("short_name"));--> statement-breakpoint
CREATE INDEX "chat_conversations_live" ON "chat_conversations" USING btree ("org_id","status","id") WHERE status <> 'closed' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "chat_conversations_closed" ON "chat_conversations" USING btree ("org_id","id") WHERE status = 'closed' and deleted_at is null;--> statement-breakpoint
CREATE INDEX "chat_conversations_deleted" ON "chat_conversations" USING btree ("org_id","deleted_at") WHERE deleted_at is not null;--> statement-breakpoint
CREATE INDEX "chat_conversations_operator" ON "chat_conversations" USING btree ("org_id","operator_id","id");--> statement-breakpoint
CREATE INDEX "chat_conversations_visitor" ON "chat_conversations" USING btree ("org_id","visitor_id","id");--> statement-breakpoint
CREATE INDEX "chat_conversations_record" ON "chat_conversations" USING btree ("org_id","record_id") WHERE record_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "chat_custom_fields_name" ON "chat_custom_fields" USING btree ("org_id",lower("name"));--> statement-breakpoint
CREATE UNIQUE INDEX "chat_departments_name" ON "chat_departments" USING btree ("org_id",lower("name"));--> statement-breakpoint
CREATE INDEX "chat_extracts_conversation" ON "chat_extracts" USING btree ("org_id","conversation_id");--> statement-breakpoint
CREATE INDEX "chat_files_conversation" ON "chat_files" USING btree ("org_id","conversation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "chat_messages_client" ON "chat_messages" USING btree ("org_id","conversation_id","client_id");--> statement-breakpoint
CREATE INDEX "chat_messages_changes" ON "chat_messages" USING btree ("org_id","conversation_id","changed_seq");--> statement-breakpoint
CREATE INDEX "chat_readers_user" ON "chat_readers" USING btree ("org_id","user_id");--> statement-breakpoint
CREATE INDEX "chat_tokens_conversation" ON "chat_tokens" USING btree ("org_id","conversation_id");--> statement-breakpoint
CREATE UNIQUE INDEX "chat_transfers_offered" ON "chat_transfers" USING btree ("org_id","conversation_id") WHERE state = 'offered';--> statement-breakpoint
CREATE INDEX "chat_transfers_to" ON "chat_transfers" USING btree ("org_id","to_user_id","state");--> statement-breakpoint
CREATE INDEX "chat_visitors_age" ON "chat_visitors" USING btree ("org_id","last_seen_at");
--> statement-breakpoint
DO $$
DECLARE
  t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['chat_blocks', 'chat_brands', 'chat_canned_responses', 'chat_conversations',
    'chat_custom_fields', 'chat_departments', 'chat_extracts', 'chat_files',
    'chat_messages', 'chat_operators', 'chat_readers', 'chat_tokens',
    'chat_transfers', 'chat_visitors'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY of_the_org ON %I USING (org_id = app.org_id()) WITH CHECK (org_id = app.org_id())', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO careledger_app_role', t);
  END LOOP;
END $$;
--> statement-breakpoint
-- Whoever has a stream open is asked again who they are. Ids only.
CREATE FUNCTION app.tell_rights_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('rights', NEW.org_id::text);
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER tell_session_ended AFTER UPDATE OF ended_at ON sessions
  FOR EACH ROW WHEN (NEW.ended_at IS DISTINCT FROM OLD.ended_at) EXECUTE FUNCTION app.tell_rights_changed();
--> statement-breakpoint
CREATE TRIGGER tell_user_changed AFTER UPDATE OF active, profile_id, role_id ON users
  FOR EACH ROW EXECUTE FUNCTION app.tell_rights_changed();
--> statement-breakpoint
CREATE TRIGGER tell_profile_changed AFTER UPDATE OF rights ON profiles
  FOR EACH ROW EXECUTE FUNCTION app.tell_rights_changed();
