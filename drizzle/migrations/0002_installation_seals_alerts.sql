CREATE TABLE "installation" (
	"is_only_row" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"incarnation" uuid DEFAULT gen_random_uuid() NOT NULL,
	"fingerprint" text NOT NULL,
	CONSTRAINT "installation_is_only_row_check" CHECK ("installation"."is_only_row")
);
--> statement-breakpoint
CREATE TABLE "queue_alert" (
	"event_id" text PRIMARY KEY NOT NULL,
	"center_id" integer NOT NULL,
	"service_day" date NOT NULL,
	"device" text NOT NULL,
	"type" text NOT NULL,
	"raised_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sync_seal" (
	"doc" text NOT NULL,
	"event_id" text NOT NULL,
	"device" text NOT NULL,
	"client_id" bigint NOT NULL,
	"from_clock" bigint NOT NULL,
	"to_clock" bigint NOT NULL,
	"verified_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "sync_seal_pkey" PRIMARY KEY("doc","event_id")
);
--> statement-breakpoint
CREATE INDEX "queue_alert_day_idx" ON "queue_alert" USING btree ("center_id","service_day");--> statement-breakpoint
ALTER TABLE "sync_doc" DROP COLUMN "incarnation";--> statement-breakpoint
-- Where this database is: cluster, line of its history, database, and the table that remembers it. A copy of the files promoted
-- elsewhere, a standby that took over, a database made anew and a dump read back into this one each have another. The timeline is that
-- of the log being written: pg_control_checkpoint() still shows the old one until the first checkpoint after a promotion.
CREATE FUNCTION database_fingerprint() RETURNS text
LANGUAGE sql STABLE AS $$
  SELECT format('%s/%s/%s/%s',
    (SELECT system_identifier FROM pg_control_system()),
    left(pg_walfile_name(pg_current_wal_lsn()), 8),
    (SELECT oid FROM pg_database WHERE datname = current_database()),
    'installation'::regclass::oid)
$$;
