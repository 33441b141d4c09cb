ALTER TABLE "queue_entries" DROP CONSTRAINT "queue_entries_status_check";--> statement-breakpoint
ALTER TABLE "centers" ADD COLUMN "queue_rules" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "centers" ADD COLUMN "measured_days" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
-- The column without its table: Postgres reads the text again for each partition, where "queue_entries" is no table it knows.
ALTER TABLE "queue_entries" ADD CONSTRAINT "queue_entries_status_check" CHECK ("status" in ('waiting', 'called', 'in_progress', 'parked', 'completed', 'cancelled', 'no_show', 'duplicate'));
--> statement-breakpoint
-- What is written into a center's own row is catalogue too: devices pull what has a later revision than they have seen.
-- `stamp_catalogue_revision`, which raises `catalogue_head` alone, is not counted twice.
CREATE FUNCTION stamp_center_revision() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  NEW.catalogue_head := OLD.catalogue_head + 1;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER centers_revision BEFORE UPDATE ON centers
  FOR EACH ROW WHEN (to_jsonb(NEW) - 'catalogue_head' IS DISTINCT FROM to_jsonb(OLD) - 'catalogue_head')
  EXECUTE FUNCTION stamp_center_revision();
