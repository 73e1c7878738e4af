-- Sources that turned out to be another: their ids lead to the survivor for ever, and a merge can be undone as long as nothing
-- that it touched was changed since.

CREATE TABLE merged_sources (
  id TEXT PRIMARY KEY,
  slug TEXT NOT NULL,
  -- where the id leads: after a second merge the last survivor, so that there are no chains to follow
  survivor INTEGER NOT NULL REFERENCES sources (pk),
  -- the survivor of this merge itself, and its version right after it
  into_id TEXT NOT NULL,
  into_version INTEGER NOT NULL,
  -- JSON: the source that went, what a client would send to make the survivor as it was, and the members of an organisation that followed
  was TEXT NOT NULL,
  into_was TEXT NOT NULL,
  members TEXT NOT NULL,
  merged_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_sources_survivor ON merged_sources (survivor);
CREATE INDEX merged_sources_slug ON merged_sources (slug);

-- What moved: quotes with their version right after, and candidacies with their confidence.
CREATE TABLE merged_quotes (
  source TEXT NOT NULL REFERENCES merged_sources (id) ON DELETE CASCADE,
  quote INTEGER NOT NULL REFERENCES quotes (position) ON DELETE CASCADE ON UPDATE CASCADE,
  version INTEGER NOT NULL,
  PRIMARY KEY (source, quote)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_quotes_quote ON merged_quotes (quote);

CREATE TABLE merged_candidates (
  source TEXT NOT NULL REFERENCES merged_sources (id) ON DELETE CASCADE,
  quote INTEGER NOT NULL REFERENCES quotes (position) ON DELETE CASCADE ON UPDATE CASCADE,
  confidence REAL NOT NULL,
  -- the survivor was a candidate for the same quote already
  shared INTEGER NOT NULL CHECK (shared IN (0, 1)),
  PRIMARY KEY (source, quote)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_candidates_quote ON merged_candidates (quote);
