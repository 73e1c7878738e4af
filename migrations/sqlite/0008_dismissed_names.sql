-- What a person took away from a source: an extraction that reads it in another text must not put it back. By id and not by key,
-- so that it outlasts a merge that is undone.
CREATE TABLE dismissed_names (
  source TEXT NOT NULL,
  property TEXT NOT NULL CHECK (property IN ('aliases', 'description', 'organizationId')),
  -- the folded alias; '' for the others, whatever they say
  value TEXT NOT NULL,
  PRIMARY KEY (source, property, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX merged_sources_into ON merged_sources (into_id);
