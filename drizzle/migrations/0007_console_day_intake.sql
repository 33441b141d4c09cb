CREATE TABLE "messages" (
	"id" serial PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"kind" text NOT NULL,
	"text_fr" text NOT NULL,
	"text_en" text NOT NULL,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "messages_kind_check" CHECK ("messages"."kind" in ('notice', 'alert')),
	CONSTRAINT "messages_ends_at_check" CHECK ("messages"."kind" = 'notice' or "messages"."ends_at" is not null)
);
--> statement-breakpoint
CREATE TABLE "audit_entries" (
	"id" serial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"center_id" integer,
	"user_id" integer,
	"employee_id" text,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" text NOT NULL,
	"before" jsonb,
	"after" jsonb
);
--> statement-breakpoint
CREATE TABLE "center_keys" (
	"id" text PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"public_key" jsonb NOT NULL,
	"private_key_enc" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"retired_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "citizen_tickets" (
	"center_id" integer NOT NULL,
	"service_day" date NOT NULL,
	"ticket_id" text NOT NULL,
	"citizen_id" uuid NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "citizen_tickets_pkey" PRIMARY KEY("center_id","service_day","ticket_id")
);
--> statement-breakpoint
CREATE TABLE "carried_tickets" (
	"center_id" integer NOT NULL,
	"from_day" date NOT NULL,
	"ticket_id" text NOT NULL,
	"to_number" text NOT NULL,
	"to_day" date,
	"service_type_id" integer NOT NULL,
	"priority_level" integer NOT NULL,
	"language" text NOT NULL,
	"is_vulnerable" boolean NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "carried_tickets_pkey" PRIMARY KEY("center_id","from_day","ticket_id")
);
--> statement-breakpoint
ALTER TABLE "agents" ADD COLUMN "usual_station_id" integer;--> statement-breakpoint
ALTER TABLE "centers" ADD COLUMN "weekly_hours" jsonb;--> statement-breakpoint
ALTER TABLE "centers" ADD COLUMN "holidays" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "centers" ADD COLUMN "daily_quota" integer;--> statement-breakpoint
ALTER TABLE "centers" ADD COLUMN "last_ticket_at" time;--> statement-breakpoint
ALTER TABLE "centers" ADD COLUMN "thresholds" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "centers" ADD COLUMN "is_active" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "service_types" ADD COLUMN "steps" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "health" jsonb;--> statement-breakpoint
ALTER TABLE "devices" ADD COLUMN "health_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "citizens" ADD COLUMN "key_id" text NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "agent_id" integer;--> statement-breakpoint
ALTER TABLE "queue_entries" ADD COLUMN "closing_code" text;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_center_id_centers_id_fk" FOREIGN KEY ("center_id") REFERENCES "public"."centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "center_keys" ADD CONSTRAINT "center_keys_center_id_centers_id_fk" FOREIGN KEY ("center_id") REFERENCES "public"."centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citizen_tickets" ADD CONSTRAINT "citizen_tickets_citizen_id_citizens_id_fk" FOREIGN KEY ("citizen_id") REFERENCES "public"."citizens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "messages_revision_idx" ON "messages" USING btree ("center_id","revision");--> statement-breakpoint
CREATE INDEX "audit_entries_center_idx" ON "audit_entries" USING btree ("center_id","at");--> statement-breakpoint
CREATE INDEX "audit_entries_subject_idx" ON "audit_entries" USING btree ("subject_kind","subject_id");--> statement-breakpoint
CREATE INDEX "audit_entries_user_idx" ON "audit_entries" USING btree ("user_id","at");--> statement-breakpoint
CREATE INDEX "center_keys_center_idx" ON "center_keys" USING btree ("center_id","created_at");--> statement-breakpoint
CREATE INDEX "citizen_tickets_citizen_idx" ON "citizen_tickets" USING btree ("citizen_id");--> statement-breakpoint
CREATE INDEX "carried_tickets_open_idx" ON "carried_tickets" USING btree ("center_id") WHERE to_day is null;--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_usual_station_id_stations_id_fk" FOREIGN KEY ("usual_station_id") REFERENCES "public"."stations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_agent_id_agents_id_fk" FOREIGN KEY ("agent_id") REFERENCES "public"."agents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_agent_id_key" UNIQUE("agent_id");--> statement-breakpoint
ALTER TABLE "centers" ADD CONSTRAINT "centers_daily_quota_check" CHECK ("centers"."daily_quota" between 1 and 9999);--> statement-breakpoint
CREATE TRIGGER messages_revision BEFORE INSERT OR UPDATE ON messages
  FOR EACH ROW EXECUTE FUNCTION stamp_catalogue_revision();
--> statement-breakpoint
CREATE TRIGGER messages_no_delete BEFORE DELETE ON messages
  FOR EACH ROW EXECUTE FUNCTION refuse_catalogue_delete();
--> statement-breakpoint
CREATE FUNCTION refuse_audit_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of % is never changed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_entries_kept BEFORE UPDATE OR DELETE ON audit_entries
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
