-- What happened, in order: every write adds its rows here in the transaction in which it happens, so that the feed can neither
-- forget a change nor tell of one that was rolled back. seq has no gaps: there is one transaction at a time, and one that is
-- undone takes its numbers back with it.

CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('created', 'updated', 'deleted', 'merged')),
  resource TEXT NOT NULL CHECK (resource IN ('article', 'quote', 'source')),
  id TEXT NOT NULL,
  -- the survivor of a merge
  into_id TEXT CHECK ((into_id IS NOT NULL) = (type = 'merged')),
  -- the properties of the API that an update changed, parted by commas
  fields TEXT NOT NULL
) STRICT;

-- A database from before the feed: as if all that is there were made now, so that a reader who starts at 0 misses nothing.
INSERT INTO changes (at, type, resource, id, fields) SELECT created_at, 'created', 'source', id, '' FROM sources ORDER BY created_at, id;
INSERT INTO changes (at, type, resource, id, fields) SELECT created_at, 'created', 'article', id, '' FROM articles ORDER BY created_at, id;
INSERT INTO changes (at, type, resource, id, fields) SELECT created_at, 'created', 'quote', id, '' FROM quotes ORDER BY created_at, id;
