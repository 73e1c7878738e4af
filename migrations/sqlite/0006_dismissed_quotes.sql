-- Quotes that were extracted and then deleted by somebody: what an extraction of the same article must not propose again.
-- By the words and not by the place, since an edit may move them.
CREATE TABLE dismissed_quotes (
  article INTEGER NOT NULL REFERENCES articles (position) ON DELETE CASCADE ON UPDATE CASCADE,
  text_key TEXT NOT NULL,
  PRIMARY KEY (article, text_key)
) STRICT, WITHOUT ROWID;
