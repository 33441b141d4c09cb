CREATE TABLE "agents" (
	"id" serial PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"employee_id" text NOT NULL,
	"first_name" text NOT NULL,
	"last_name" text NOT NULL,
	"email" text,
	"phone" text,
	"role" text DEFAULT 'agent' NOT NULL,
	"specializations" integer[] DEFAULT '{}' NOT NULL,
	"current_station_id" integer,
	"is_active" boolean DEFAULT true NOT NULL,
	"status" text DEFAULT 'offline' NOT NULL,
	"login_time" timestamp with time zone,
	"logout_time" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "agents_employee_id_key" UNIQUE("center_id","employee_id"),
	CONSTRAINT "agents_email_key" UNIQUE("center_id","email"),
	CONSTRAINT "agents_role_check" CHECK ("agents"."role" in ('agent', 'supervisor')),
	CONSTRAINT "agents_status_check" CHECK ("agents"."status" in ('offline', 'available', 'busy', 'break'))
);
--> statement-breakpoint
CREATE TABLE "centers" (
	"id" serial PRIMARY KEY NOT NULL,
	"code" text NOT NULL,
	"name_fr" text NOT NULL,
	"name_en" text NOT NULL,
	"time_zone" text DEFAULT 'Africa/Douala' NOT NULL,
	"opens_at" time NOT NULL,
	"closes_at" time NOT NULL,
	"catalogue_head" bigint DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "centers_code_key" UNIQUE("code")
);
--> statement-breakpoint
CREATE TABLE "service_types" (
	"id" serial PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"code" text NOT NULL,
	"letter" char(1) NOT NULL,
	"name_fr" text NOT NULL,
	"name_en" text NOT NULL,
	"description_fr" text,
	"description_en" text,
	"priority_level" integer NOT NULL,
	"estimated_duration" integer NOT NULL,
	"required_documents" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "service_types_code_key" UNIQUE("center_id","code"),
	CONSTRAINT "service_types_letter_key" UNIQUE("center_id","letter"),
	CONSTRAINT "service_types_letter_check" CHECK ("service_types"."letter" ~ '^[A-HJ-NPRT-Y]$'),
	CONSTRAINT "service_types_priority_level_check" CHECK ("service_types"."priority_level" between 1 and 6),
	CONSTRAINT "service_types_estimated_duration_check" CHECK ("service_types"."estimated_duration" between 1 and 480)
);
--> statement-breakpoint
CREATE TABLE "stations" (
	"id" serial PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"station_number" text NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"supported_services" integer[] DEFAULT '{}' NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"location" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revision" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "stations_station_number_key" UNIQUE("center_id","station_number")
);
--> statement-breakpoint
CREATE TABLE "devices" (
	"id" text PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"surface" text NOT NULL,
	"label" text NOT NULL,
	"issuer_digit" smallint,
	"public_key" jsonb NOT NULL,
	"enrolled_at" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen_at" timestamp with time zone,
	"last_boot" bigint,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "devices_id_check" CHECK (char_length("devices"."id") = 6),
	CONSTRAINT "devices_surface_check" CHECK ("devices"."surface" in ('kiosk', 'agent', 'display')),
	CONSTRAINT "devices_issuer_digit_check" CHECK ("devices"."issuer_digit" between 1 and 9)
);
--> statement-breakpoint
CREATE TABLE "enrollment_codes" (
	"code_hash" "bytea" PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"surface" text NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"device_id" text,
	CONSTRAINT "enrollment_codes_surface_check" CHECK ("enrollment_codes"."surface" in ('kiosk', 'agent', 'display'))
);
--> statement-breakpoint
CREATE TABLE "queue_event" (
	"id" text PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"service_day" date NOT NULL,
	"head" bigint NOT NULL,
	"device" text NOT NULL,
	"boot" bigint NOT NULL,
	"seq" integer NOT NULL,
	"actor" integer,
	"type" text NOT NULL,
	"ticket_id" text,
	"based_on" text,
	"at" timestamp with time zone NOT NULL,
	"h_ms" bigint NOT NULL,
	"h_counter" integer NOT NULL,
	"payload" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_client" (
	"doc" text NOT NULL,
	"client_id" bigint NOT NULL,
	"device" text NOT NULL,
	CONSTRAINT "sync_client_pkey" PRIMARY KEY("doc","client_id")
);
--> statement-breakpoint
CREATE TABLE "sync_doc" (
	"doc" text PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"service_day" date NOT NULL,
	"head" bigint DEFAULT 0 NOT NULL,
	"owner_epoch" integer DEFAULT 0 NOT NULL,
	"incarnation" uuid DEFAULT gen_random_uuid() NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_update" (
	"doc" text NOT NULL,
	"seq" bigint NOT NULL,
	"device" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_update_pkey" PRIMARY KEY("doc","seq")
);
--> statement-breakpoint
CREATE TABLE "error_logs" (
	"id" serial PRIMARY KEY NOT NULL,
	"error_type" text NOT NULL,
	"error_message" text NOT NULL,
	"stack_trace" text,
	"user_id" integer,
	"request_data" jsonb,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "system_metrics" (
	"id" serial PRIMARY KEY NOT NULL,
	"metric_name" text NOT NULL,
	"metric_value" numeric(10, 2),
	"metric_unit" text,
	"recorded_at" timestamp with time zone DEFAULT now() NOT NULL,
	"additional_data" jsonb
);
--> statement-breakpoint
CREATE TABLE "citizens" (
	"id" uuid PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"pre_enrollment_code_hash" "bytea" NOT NULL,
	"pre_enrollment_code_enc" "bytea" NOT NULL,
	"first_name_enc" "bytea",
	"last_name_enc" "bytea",
	"date_of_birth_enc" "bytea",
	"phone_number_enc" "bytea",
	"email_enc" "bytea",
	"preferred_language" text DEFAULT 'fr' NOT NULL,
	"special_needs_enc" "bytea",
	"purge_after" date NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "citizens_pre_enrollment_code_hash_key" UNIQUE("center_id","pre_enrollment_code_hash"),
	CONSTRAINT "citizens_preferred_language_check" CHECK ("citizens"."preferred_language" in ('fr', 'en'))
);
--> statement-breakpoint
CREATE TABLE "users" (
	"id" serial PRIMARY KEY NOT NULL,
	"employee_id" text NOT NULL,
	"role" text NOT NULL,
	"center_id" integer,
	"password_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "users_employee_id_key" UNIQUE("employee_id"),
	CONSTRAINT "users_role_check" CHECK ("users"."role" in ('citizen', 'agent', 'supervisor', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "queue_entries" (
	"center_id" integer NOT NULL,
	"service_day" date NOT NULL,
	"ticket_id" text NOT NULL,
	"ticket_number" text NOT NULL,
	"citizen_id" uuid,
	"service_type_id" integer NOT NULL,
	"assigned_agent_id" integer,
	"assigned_station_id" integer,
	"priority_level" integer NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"check_in_time" timestamp with time zone NOT NULL,
	"called_time" timestamp with time zone,
	"service_start_time" timestamp with time zone,
	"service_end_time" timestamp with time zone,
	"estimated_wait_time" integer,
	"actual_wait_time" integer GENERATED ALWAYS AS (floor(extract(epoch from (called_time - check_in_time)) / 60)::integer) STORED,
	"language" text DEFAULT 'fr' NOT NULL,
	"print_state" text DEFAULT 'issued' NOT NULL,
	"duplicate_of" text,
	"notes" text,
	"head" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "queue_entries_pkey" PRIMARY KEY("center_id","service_day","ticket_id"),
	CONSTRAINT "queue_entries_ticket_number_key" UNIQUE("center_id","service_day","ticket_number"),
	CONSTRAINT "queue_entries_status_check" CHECK ("queue_entries"."status" in ('waiting', 'called', 'in_progress', 'completed', 'cancelled', 'no_show', 'duplicate')),
	CONSTRAINT "queue_entries_language_check" CHECK ("queue_entries"."language" in ('fr', 'en')),
	CONSTRAINT "queue_entries_print_state_check" CHECK ("queue_entries"."print_state" in ('issued', 'printed', 'print_failed'))
) PARTITION BY RANGE ("service_day");
--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_center_id_centers_id_fk" FOREIGN KEY ("center_id") REFERENCES "public"."centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agents" ADD CONSTRAINT "agents_current_station_id_stations_id_fk" FOREIGN KEY ("current_station_id") REFERENCES "public"."stations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "service_types" ADD CONSTRAINT "service_types_center_id_centers_id_fk" FOREIGN KEY ("center_id") REFERENCES "public"."centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "stations" ADD CONSTRAINT "stations_center_id_centers_id_fk" FOREIGN KEY ("center_id") REFERENCES "public"."centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "devices" ADD CONSTRAINT "devices_center_id_centers_id_fk" FOREIGN KEY ("center_id") REFERENCES "public"."centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollment_codes" ADD CONSTRAINT "enrollment_codes_center_id_centers_id_fk" FOREIGN KEY ("center_id") REFERENCES "public"."centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "enrollment_codes" ADD CONSTRAINT "enrollment_codes_device_id_devices_id_fk" FOREIGN KEY ("device_id") REFERENCES "public"."devices"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citizens" ADD CONSTRAINT "citizens_center_id_centers_id_fk" FOREIGN KEY ("center_id") REFERENCES "public"."centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_center_id_centers_id_fk" FOREIGN KEY ("center_id") REFERENCES "public"."centers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "agents_revision_idx" ON "agents" USING btree ("center_id","revision");--> statement-breakpoint
CREATE INDEX "agents_status_idx" ON "agents" USING btree ("center_id","status");--> statement-breakpoint
CREATE INDEX "agents_station_idx" ON "agents" USING btree ("current_station_id");--> statement-breakpoint
CREATE INDEX "service_types_revision_idx" ON "service_types" USING btree ("center_id","revision");--> statement-breakpoint
CREATE INDEX "stations_revision_idx" ON "stations" USING btree ("center_id","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "devices_issuer_digit_key" ON "devices" USING btree ("center_id","issuer_digit") WHERE revoked_at is null and issuer_digit is not null;--> statement-breakpoint
CREATE INDEX "enrollment_codes_expires_at_idx" ON "enrollment_codes" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "queue_event_head_idx" ON "queue_event" USING btree ("center_id","service_day","head");--> statement-breakpoint
CREATE INDEX "queue_event_ticket_idx" ON "queue_event" USING btree ("center_id","service_day","ticket_id");--> statement-breakpoint
CREATE INDEX "sync_doc_day_idx" ON "sync_doc" USING btree ("center_id","service_day");--> statement-breakpoint
CREATE INDEX "error_logs_created_at_idx" ON "error_logs" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "system_metrics_name_idx" ON "system_metrics" USING btree ("metric_name","recorded_at");--> statement-breakpoint
CREATE INDEX "citizens_purge_after_idx" ON "citizens" USING btree ("purge_after");--> statement-breakpoint
CREATE INDEX "queue_entries_status_idx" ON "queue_entries" USING btree ("center_id","service_day","status");--> statement-breakpoint
CREATE INDEX "queue_entries_agent_idx" ON "queue_entries" USING btree ("assigned_agent_id");--> statement-breakpoint
CREATE INDEX "queue_entries_check_in_idx" ON "queue_entries" USING btree ("check_in_time");--> statement-breakpoint
CREATE INDEX "queue_entries_waiting_idx" ON "queue_entries" USING btree ("center_id","service_day","priority_level","check_in_time") WHERE status = 'waiting';