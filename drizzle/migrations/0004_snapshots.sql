CREATE TABLE "sync_snapshot" (
	"doc" text PRIMARY KEY NOT NULL,
	"head" bigint NOT NULL,
	"bytes" "bytea" NOT NULL
);
