-- Written by hand: what drizzle-kit cannot express. Functions, partitions, triggers, views.

-- Makes the partition of `parent` for the month that holds the day `month`. `key_col` is the partition key (a date column).
-- Returns false when the partition is there already.
--
-- A plain CREATE TABLE ... PARTITION OF fails once the default partition holds a row of that month, and it will: a device that was
-- offline for long delivers old days. So the new partition is made beside, the default one is taken off for a moment, its rows of the
-- month are moved, and it is put back. All of it in one transaction: nobody sees a moment without a place for a row.
CREATE FUNCTION ensure_month_partition(parent regclass, key_col text, month date) RETURNS boolean
LANGUAGE plpgsql AS $$
DECLARE
  first_day     date := date_trunc('month', month)::date;
  next_month    date := (date_trunc('month', month) + interval '1 month')::date;
  schema_name   text;
  parent_name   text;
  partition_id  text;
  default_id    text;
  column_list   text;
BEGIN
  SELECT n.nspname, c.relname INTO schema_name, parent_name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = parent;
  partition_id := format('%I.%I', schema_name, parent_name || to_char(first_day, '_YYYY_MM'));
  default_id := format('%I.%I', schema_name, parent_name || '_default');

  IF to_regclass(partition_id) IS NOT NULL THEN RETURN false; END IF;
  -- A table lock, not an advisory one: only the former makes this session notice what another has created while it waited.
  EXECUTE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', parent);
  IF to_regclass(partition_id) IS NOT NULL THEN RETURN false; END IF; -- made while we waited

  EXECUTE format('CREATE TABLE %s (LIKE %s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING CONSTRAINTS)', partition_id, parent);
  EXECUTE format('ALTER TABLE %s DETACH PARTITION %s', parent, default_id);
  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)', parent, partition_id, first_day, next_month);

  -- Generated columns cannot be written; Postgres computes them again for the moved rows.
  SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) INTO column_list
    FROM pg_attribute WHERE attrelid = parent AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
  EXECUTE format(
    'WITH moved AS (DELETE FROM %s WHERE %I >= %L AND %I < %L RETURNING %s) INSERT INTO %s (%s) SELECT %s FROM moved',
    default_id, key_col, first_day, key_col, next_month, column_list, parent, column_list, column_list);

  EXECUTE format('ALTER TABLE %s ATTACH PARTITION %s DEFAULT', parent, default_id);
  RETURN true;
END $$;
--> statement-breakpoint
CREATE TABLE queue_entries_default PARTITION OF queue_entries DEFAULT;
--> statement-breakpoint
SELECT ensure_month_partition('queue_entries', 'service_day', (date_trunc('month', now()) + make_interval(months => ahead))::date)
FROM generate_series(-1, 2) AS ahead;
--> statement-breakpoint
-- Gives a written catalogue row the next revision of its center. The UPDATE keeps the center's row locked until the writer commits, so
-- revisions become visible in their own order and "everything after revision N" never skips a row that commits late.
--
-- A transaction that writes several catalogue rows should first take the center's row (SELECT ... FOR UPDATE): two such transactions
-- that touch the same rows in another order could otherwise wait for each other, and Postgres would cancel one of them.
CREATE FUNCTION stamp_catalogue_revision() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  -- Presence is no catalogue: see the comment at `agents` in drizzle/schema/catalogue.ts. `revision` itself is ours alone to write.
  ignored constant text[] := ARRAY['revision', 'current_station_id', 'status', 'login_time', 'logout_time'];
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - ignored = to_jsonb(OLD) - ignored THEN
      NEW.revision := OLD.revision;
      RETURN NEW;
    END IF;
    IF NEW.center_id <> OLD.center_id THEN
      RAISE EXCEPTION 'a catalogue row stays with its center' USING ERRCODE = 'check_violation';
    END IF;
  END IF;

  UPDATE centers SET catalogue_head = catalogue_head + 1 WHERE id = NEW.center_id RETURNING catalogue_head INTO NEW.revision;
  RETURN NEW;
END $$;
--> statement-breakpoint
-- A deleted row has no revision, so no device would ever hear of it, and old tickets still point to it.
CREATE FUNCTION refuse_catalogue_delete() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a row of % is not deleted: set is_active to false', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER service_types_revision BEFORE INSERT OR UPDATE ON service_types
  FOR EACH ROW EXECUTE FUNCTION stamp_catalogue_revision();
--> statement-breakpoint
CREATE TRIGGER stations_revision BEFORE INSERT OR UPDATE ON stations
  FOR EACH ROW EXECUTE FUNCTION stamp_catalogue_revision();
--> statement-breakpoint
CREATE TRIGGER agents_revision BEFORE INSERT OR UPDATE ON agents
  FOR EACH ROW EXECUTE FUNCTION stamp_catalogue_revision();
--> statement-breakpoint
CREATE TRIGGER service_types_no_delete BEFORE DELETE ON service_types
  FOR EACH ROW EXECUTE FUNCTION refuse_catalogue_delete();
--> statement-breakpoint
CREATE TRIGGER stations_no_delete BEFORE DELETE ON stations
  FOR EACH ROW EXECUTE FUNCTION refuse_catalogue_delete();
--> statement-breakpoint
CREATE TRIGGER agents_no_delete BEFORE DELETE ON agents
  FOR EACH ROW EXECUTE FUNCTION refuse_catalogue_delete();
--> statement-breakpoint
CREATE VIEW service_logs AS
SELECT
  id,
  center_id,
  service_day,
  ticket_id AS queue_entry_id,
  actor     AS agent_id,
  type      AS action,
  payload   AS details,
  at        AS "timestamp"
FROM queue_event
WHERE ticket_id IS NOT NULL;
--> statement-breakpoint
CREATE MATERIALIZED VIEW dashboard_summary AS
WITH today AS (
  SELECT entry.* FROM queue_entries entry
  JOIN centers center ON center.id = entry.center_id
  WHERE entry.service_day = (now() AT TIME ZONE center.time_zone)::date
)
SELECT
  station.center_id,
  station.id   AS station_id,
  station.name AS station_name,
  (SELECT count(*) FROM today
    WHERE today.center_id = station.center_id AND today.status = 'waiting'
      AND today.service_type_id = ANY (station.supported_services)) AS current_queue_length,
  (SELECT avg(today.actual_wait_time) FROM today WHERE today.assigned_station_id = station.id) AS avg_wait_time,
  (SELECT min(today.check_in_time) FROM today
    WHERE today.center_id = station.center_id AND today.status = 'waiting'
      AND today.service_type_id = ANY (station.supported_services)) AS oldest_waiting,
  (SELECT agent.status FROM agents agent
    WHERE agent.current_station_id = station.id AND agent.is_active
    ORDER BY agent.login_time DESC NULLS LAST, agent.id LIMIT 1) AS agent_status
FROM stations station
WHERE station.is_active;
--> statement-breakpoint
-- REFRESH ... CONCURRENTLY, which does not lock readers out, needs a unique index.
CREATE UNIQUE INDEX dashboard_summary_pkey ON dashboard_summary (station_id);
