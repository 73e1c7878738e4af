-- What suggestions and statistics need at once: how often a label is used, its words without case and accents, and how
-- many quotes there are of each kind and status.

-- uses: how many articles have it. folded: as src/domain/text.ts folds names, what a prefix is compared with.
ALTER TABLE labels ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;
ALTER TABLE labels ADD COLUMN folded TEXT NOT NULL DEFAULT '';
UPDATE labels SET folded = fold_name(value), uses =
  (SELECT count(*) FROM article_labels WHERE label = id)
  + iif(kind = 'publisher', (SELECT count(*) FROM articles WHERE publisher = labels.id), 0)
  + iif(kind = 'section', (SELECT count(*) FROM articles WHERE section = labels.id), 0)
  + iif(kind = 'language', (SELECT count(*) FROM articles WHERE language = labels.id), 0);
CREATE INDEX labels_uses ON labels (kind, uses);
CREATE INDEX labels_folded ON labels (folded);

CREATE TRIGGER labels_uses_insert AFTER INSERT ON articles BEGIN
  UPDATE labels SET uses = uses + 1 WHERE id IN (new.publisher, new.section, new.language);
END;
CREATE TRIGGER labels_uses_delete AFTER DELETE ON articles BEGIN
  UPDATE labels SET uses = uses - 1 WHERE id IN (old.publisher, old.section, old.language);
END;
CREATE TRIGGER labels_uses_update AFTER UPDATE OF publisher, section, language ON articles
  WHEN (new.publisher, new.section, new.language) IS NOT (old.publisher, old.section, old.language) BEGIN
  UPDATE labels SET uses = uses - 1 WHERE id IN (old.publisher, old.section, old.language);
  UPDATE labels SET uses = uses + 1 WHERE id IN (new.publisher, new.section, new.language);
END;
CREATE TRIGGER article_labels_uses_insert AFTER INSERT ON article_labels BEGIN
  UPDATE labels SET uses = uses + 1 WHERE id = new.label;
END;
CREATE TRIGGER article_labels_uses_delete AFTER DELETE ON article_labels BEGIN
  UPDATE labels SET uses = uses - 1 WHERE id = old.label;
END;

-- Both forms, so that "brien" and "obrien" find O'Brien.
CREATE VIRTUAL TABLE label_search USING fts5 (
  value, folded,
  content = 'labels', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3'
);
INSERT INTO label_search (label_search) VALUES ('rebuild');
CREATE TRIGGER label_search_insert AFTER INSERT ON labels BEGIN
  INSERT INTO label_search (rowid, value, folded) VALUES (new.id, new.value, new.folded);
END;

-- Counting a million wide rows by kind takes seconds.
CREATE TABLE quote_counts (
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  quotes INTEGER NOT NULL,
  PRIMARY KEY (kind, status)
) STRICT, WITHOUT ROWID;
INSERT INTO quote_counts (kind, status, quotes) SELECT kind, status, count(*) FROM quotes GROUP BY kind, status;

CREATE TRIGGER quote_counts_insert AFTER INSERT ON quotes BEGIN
  INSERT INTO quote_counts (kind, status, quotes) VALUES (new.kind, new.status, 1)
    ON CONFLICT (kind, status) DO UPDATE SET quotes = quotes + 1;
END;
CREATE TRIGGER quote_counts_delete AFTER DELETE ON quotes BEGIN
  UPDATE quote_counts SET quotes = quotes - 1 WHERE kind = old.kind AND status = old.status;
END;
CREATE TRIGGER quote_counts_update AFTER UPDATE OF kind, status ON quotes
  WHEN (new.kind, new.status) IS NOT (old.kind, old.status) BEGIN
  UPDATE quote_counts SET quotes = quotes - 1 WHERE kind = old.kind AND status = old.status;
  INSERT INTO quote_counts (kind, status, quotes) VALUES (new.kind, new.status, 1)
    ON CONFLICT (kind, status) DO UPDATE SET quotes = quotes + 1;
END;
