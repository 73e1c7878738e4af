-- Articles, their quotes and the sources who are quoted.
--
-- position: the rowid of articles and of quotes says where they stand in publish order:
--   position = publish second * 2^20 + a counter that follows the id within that second.
-- A search newest first walks the full-text index backwards by rowid and stops after the page, whatever it matches;
-- a date range is a rowid range; and the order is that of (published, id). Undated rows stand below all dated ones.
-- An edited date gives a row a new position; every reference follows it (ON UPDATE CASCADE).
--
-- STRICT and CHECK are the last line of defence; the door in front of them is src/schema. Lengths of texts that NFC may lengthen are three times
-- those at the door, since NFC may make three code points of one (U+FB2C).
-- Times are epoch milliseconds, offsets UTF-16 code units.

-- Words that many articles share, kept once.
CREATE TABLE labels (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('publisher', 'section', 'language', 'tag', 'author')),
  value TEXT NOT NULL CHECK (length(value) BETWEEN 1 AND 600),
  UNIQUE (kind, value)
) STRICT;

-- The narrow half of an article: all that lists filter, sort and count by. Rows are about 100 bytes, so that a scan
-- reads 40 of them a page, against 2 with the texts.
CREATE TABLE articles (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  precision TEXT CHECK (precision IN ('second', 'day')),
  publisher INTEGER REFERENCES labels (id),
  section INTEGER REFERENCES labels (id),
  language INTEGER NOT NULL REFERENCES labels (id),
  word_count INTEGER NOT NULL,
  quote_count INTEGER NOT NULL DEFAULT 0 CHECK (quote_count >= 0),
  source_count INTEGER NOT NULL DEFAULT 0 CHECK (source_count >= 0),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX articles_publisher ON articles (publisher);
CREATE INDEX articles_section ON articles (section);
CREATE INDEX articles_language ON articles (language);
CREATE INDEX articles_created ON articles (created_at, id);
CREATE INDEX articles_updated ON articles (updated_at, id);

-- The wide half.
CREATE TABLE article_texts (
  position INTEGER PRIMARY KEY REFERENCES articles (position) ON DELETE CASCADE ON UPDATE CASCADE,
  external_id TEXT UNIQUE,
  url TEXT UNIQUE,
  title TEXT NOT NULL CHECK (length(title) BETWEEN 1 AND 1500),
  -- the title without case and accents, at most 100 code units: what lists are sorted by
  folded TEXT NOT NULL,
  subtitle TEXT,
  byline TEXT,
  excerpt TEXT NOT NULL,
  content_hash TEXT NOT NULL CHECK (length(content_hash) = 64),
  body TEXT NOT NULL CHECK (length(body) BETWEEN 1 AND 3000000)
) STRICT;

CREATE INDEX article_texts_folded ON article_texts (folded);

-- Tags and authors, in the order in which they were given.
CREATE TABLE article_labels (
  label INTEGER NOT NULL REFERENCES labels (id),
  article INTEGER NOT NULL REFERENCES articles (position) ON DELETE CASCADE ON UPDATE CASCADE,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (label, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_labels_article ON article_labels (article, ordinal);

CREATE TABLE sources (
  pk INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  slug TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 600),
  -- the name without case and accents: what lists are sorted by
  folded TEXT NOT NULL,
  type TEXT NOT NULL CHECK (type IN ('person', 'organization', 'unknown')),
  -- one a line, so that the full-text index can read them
  aliases TEXT NOT NULL DEFAULT '',
  description TEXT,
  organization INTEGER REFERENCES sources (pk) ON DELETE SET NULL,
  quote_count INTEGER NOT NULL DEFAULT 0 CHECK (quote_count >= 0),
  article_count INTEGER NOT NULL DEFAULT 0 CHECK (article_count >= 0),
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sources_folded ON sources (folded, id);
CREATE INDEX sources_quote_count ON sources (quote_count, id);
CREATE INDEX sources_organization ON sources (organization) WHERE organization IS NOT NULL;

-- Every name by which a source may be meant in a text, folded. Not unique: two people may be "Smith".
CREATE TABLE source_names (
  folded TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES sources (pk) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('name', 'alias', 'last-name')),
  PRIMARY KEY (folded, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_names_source ON source_names (source);

CREATE TABLE source_identifiers (
  scheme TEXT NOT NULL,
  value TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES sources (pk) ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  PRIMARY KEY (scheme, value, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_identifiers_source ON source_identifiers (source, ordinal);

CREATE TABLE quotes (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  article INTEGER NOT NULL REFERENCES articles (position) ON DELETE CASCADE ON UPDATE CASCADE,
  source INTEGER REFERENCES sources (pk),
  kind TEXT NOT NULL CHECK (kind IN ('direct', 'mixed', 'indirect')),
  anchor TEXT NOT NULL CHECK (anchor IN ('exact', 'orphaned')),
  -- JSON [[start, end], …]; as last known when orphaned, to be found again by
  segments TEXT NOT NULL,
  first_start INTEGER NOT NULL,
  text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 10000),
  -- 32 hexadecimal digits of the SHA-256 of the normalised words: the same words have the same key
  text_key TEXT NOT NULL CHECK (length(text_key) = 32),
  -- up to 200 code units of body on either side
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  speaker_label TEXT,
  -- the label and the name of the source: what a search for a speaker reads
  speaker TEXT NOT NULL,
  cue TEXT,
  status TEXT NOT NULL CHECK (status IN ('confirmed', 'proposed', 'disputed', 'unattributed')),
  method TEXT NOT NULL CHECK (method IN ('extracted', 'manual', 'imported')),
  confidence REAL CHECK (confidence BETWEEN 0 AND 1),
  word_count INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  CHECK (status <> 'unattributed' OR source IS NULL)
) STRICT;
CREATE UNIQUE INDEX quotes_place ON quotes (article, segments) WHERE anchor = 'exact';
CREATE INDEX quotes_article ON quotes (article, first_start);
CREATE INDEX quotes_source ON quotes (source);
CREATE INDEX quotes_text_key ON quotes (text_key, article);
-- the queue of what is to be reviewed: the least sure first
CREATE INDEX quotes_review ON quotes (status, coalesce(confidence, -1), id);
CREATE INDEX quotes_created ON quotes (created_at, id);
CREATE INDEX quotes_updated ON quotes (updated_at, id);

-- Who else may have said it, where the text alone does not decide.
CREATE TABLE candidates (
  quote INTEGER NOT NULL REFERENCES quotes (position) ON DELETE CASCADE ON UPDATE CASCADE,
  source INTEGER NOT NULL REFERENCES sources (pk) ON DELETE CASCADE,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  PRIMARY KEY (quote, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX candidates_source ON candidates (source);

-- Who is quoted where and how often: the articles of a source newest first, first and last quoted, and both counts.
CREATE TABLE article_sources (
  source INTEGER NOT NULL REFERENCES sources (pk),
  article INTEGER NOT NULL REFERENCES articles (position) ON DELETE CASCADE ON UPDATE CASCADE,
  quotes INTEGER NOT NULL,
  PRIMARY KEY (source, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_sources_article ON article_sources (article);

-- Ids that were deleted: they answer 410 from then on. One that is used again goes on counting its versions, so that
-- an ETag from before the deletion never fits.
CREATE TABLE tombstones (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  deleted_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE access_keys (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
  scopes TEXT NOT NULL,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  created_at TEXT NOT NULL,
  revoked_at TEXT
) STRICT, WITHOUT ROWID;

-- Counts are kept by the database, so that no way of writing can forget them.

CREATE TRIGGER quotes_count_insert AFTER INSERT ON quotes BEGIN
  UPDATE articles SET quote_count = quote_count + 1 WHERE position = new.article;
  UPDATE sources SET quote_count = quote_count + 1 WHERE pk = new.source;
  INSERT INTO article_sources (source, article, quotes) SELECT new.source, new.article, 1 WHERE new.source IS NOT NULL
    ON CONFLICT (source, article) DO UPDATE SET quotes = quotes + 1;
END;
CREATE TRIGGER quotes_count_delete AFTER DELETE ON quotes BEGIN
  UPDATE articles SET quote_count = quote_count - 1 WHERE position = old.article;
  UPDATE sources SET quote_count = quote_count - 1 WHERE pk = old.source;
  UPDATE article_sources SET quotes = quotes - 1 WHERE source = old.source AND article = old.article;
  DELETE FROM article_sources WHERE source = old.source AND article = old.article AND quotes = 0;
END;
CREATE TRIGGER quotes_count_source AFTER UPDATE OF source ON quotes WHEN old.source IS NOT new.source BEGIN
  UPDATE sources SET quote_count = quote_count - 1 WHERE pk = old.source;
  UPDATE article_sources SET quotes = quotes - 1 WHERE source = old.source AND article = old.article;
  DELETE FROM article_sources WHERE source = old.source AND article = old.article AND quotes = 0;
  UPDATE sources SET quote_count = quote_count + 1 WHERE pk = new.source;
  INSERT INTO article_sources (source, article, quotes) SELECT new.source, new.article, 1 WHERE new.source IS NOT NULL
    ON CONFLICT (source, article) DO UPDATE SET quotes = quotes + 1;
END;
CREATE TRIGGER article_sources_count_insert AFTER INSERT ON article_sources BEGIN
  UPDATE articles SET source_count = source_count + 1 WHERE position = new.article;
  UPDATE sources SET article_count = article_count + 1 WHERE pk = new.source;
END;
CREATE TRIGGER article_sources_count_delete AFTER DELETE ON article_sources BEGIN
  UPDATE articles SET source_count = source_count - 1 WHERE position = old.article;
  UPDATE sources SET article_count = article_count - 1 WHERE pk = old.source;
END;

-- Full-text indexes. External content: the text is kept once, in the tables above. No stemmer: porter would stem the
-- prefix of `pros*` to `pro` and find what was not asked for; a search here finds the words that were typed.

CREATE VIRTUAL TABLE article_search USING fts5 (
  title, subtitle, body,
  content = 'article_texts', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER article_search_insert AFTER INSERT ON article_texts BEGIN
  INSERT INTO article_search (rowid, title, subtitle, body) VALUES (new.position, new.title, new.subtitle, new.body);
END;
CREATE TRIGGER article_search_delete AFTER DELETE ON article_texts BEGIN
  INSERT INTO article_search (article_search, rowid, title, subtitle, body)
    VALUES ('delete', old.position, old.title, old.subtitle, old.body);
END;
CREATE TRIGGER article_search_update AFTER UPDATE OF position, title, subtitle, body ON article_texts
  WHEN (new.position, new.title, new.subtitle, new.body) IS NOT (old.position, old.title, old.subtitle, old.body) BEGIN
  INSERT INTO article_search (article_search, rowid, title, subtitle, body)
    VALUES ('delete', old.position, old.title, old.subtitle, old.body);
  INSERT INTO article_search (rowid, title, subtitle, body) VALUES (new.position, new.title, new.subtitle, new.body);
END;

CREATE VIRTUAL TABLE quote_search USING fts5 (
  text, before, after, speaker,
  content = 'quotes', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER quote_search_insert AFTER INSERT ON quotes BEGIN
  INSERT INTO quote_search (rowid, text, before, after, speaker)
    VALUES (new.position, new.text, new.before, new.after, new.speaker);
END;
CREATE TRIGGER quote_search_delete AFTER DELETE ON quotes BEGIN
  INSERT INTO quote_search (quote_search, rowid, text, before, after, speaker)
    VALUES ('delete', old.position, old.text, old.before, old.after, old.speaker);
END;
CREATE TRIGGER quote_search_update AFTER UPDATE OF position, text, before, after, speaker ON quotes
  WHEN (new.position, new.text, new.before, new.after, new.speaker)
    IS NOT (old.position, old.text, old.before, old.after, old.speaker) BEGIN
  INSERT INTO quote_search (quote_search, rowid, text, before, after, speaker)
    VALUES ('delete', old.position, old.text, old.before, old.after, old.speaker);
  INSERT INTO quote_search (rowid, text, before, after, speaker)
    VALUES (new.position, new.text, new.before, new.after, new.speaker);
END;

-- Names are looked up while they are typed, hence the prefix index; the table is small.
CREATE VIRTUAL TABLE source_search USING fts5 (
  name, aliases,
  content = 'sources', content_rowid = 'pk', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
CREATE TRIGGER source_search_insert AFTER INSERT ON sources BEGIN
  INSERT INTO source_search (rowid, name, aliases) VALUES (new.pk, new.name, new.aliases);
END;
CREATE TRIGGER source_search_delete AFTER DELETE ON sources BEGIN
  INSERT INTO source_search (source_search, rowid, name, aliases) VALUES ('delete', old.pk, old.name, old.aliases);
END;
CREATE TRIGGER source_search_update AFTER UPDATE OF name, aliases ON sources
  WHEN (new.name, new.aliases) IS NOT (old.name, old.aliases) BEGIN
  INSERT INTO source_search (source_search, rowid, name, aliases) VALUES ('delete', old.pk, old.name, old.aliases);
  INSERT INTO source_search (rowid, name, aliases) VALUES (new.pk, new.name, new.aliases);
END;
