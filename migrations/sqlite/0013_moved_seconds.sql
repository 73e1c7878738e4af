-- Seconds in which articles were moved to make room for another (src/store/sqlite/position.ts). `changes` tells of that other one alone, and not where
-- it stood if it is gone by the time somebody looks; who keeps articles by their positions reads all of these seconds again.
CREATE TABLE moved_seconds (
  second INTEGER PRIMARY KEY,
  -- the change with which it happened last
  seq INTEGER NOT NULL
) STRICT;
CREATE INDEX moved_seconds_seq ON moved_seconds (seq);
