-- Writes that were asked for with an Idempotency-Key, and what came of them: noted in the transaction of the write itself, so that a
-- retry after a crash finds either both or neither. Kept for 24 hours; what is older goes with the keyed writes that follow.
CREATE TABLE idempotency_keys (
  -- who asked: the id of the access key
  scope TEXT NOT NULL,
  key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  -- SHA-256 of what was asked
  request BLOB NOT NULL CHECK (length(request) = 32),
  -- JSON, as the operation returned it
  result TEXT NOT NULL,
  at INTEGER NOT NULL,
  UNIQUE (scope, key)
) STRICT;
CREATE INDEX idempotency_keys_at ON idempotency_keys (at);
