-- Searches that combine words with labels, and lists by their counts.
--
-- label_words: the publisher, section, language, tags and authors of an article as words of the full-text index, each
-- U+F8FF and the number of the label. A filter by label is then part of the search itself: FTS5 walks the shorter list and
-- seeks in the longer one, whichever of word and label is the rarer, instead of joining every match with its row.
-- U+F8FF is a private-use letter that no text should have; a search for it is kept to the texts (store/sqlite/search.ts).
--
-- The index is built anew: 18 s of CPU for 100,000 articles of 2 kB, so about 3 minutes for a million on an idle machine, with half
-- as much again in the WAL as the file has (600 MB). Rewriting the texts is a tenth of that; a table beside them would save no more.

DROP TRIGGER article_search_insert;
DROP TRIGGER article_search_delete;
DROP TRIGGER article_search_update;
DROP TABLE article_search;

ALTER TABLE article_texts ADD COLUMN label_words TEXT NOT NULL DEFAULT '';
UPDATE article_texts SET label_words = coalesce((
  SELECT group_concat(char(63743) || label, ' ') FROM (
    SELECT publisher AS label FROM articles a WHERE a.position = article_texts.position
    UNION SELECT section FROM articles a WHERE a.position = article_texts.position
    UNION SELECT language FROM articles a WHERE a.position = article_texts.position
    UNION SELECT label FROM article_labels l WHERE l.article = article_texts.position
    ORDER BY label
  ) WHERE label IS NOT NULL), '');

CREATE VIRTUAL TABLE article_search USING fts5 (
  title, subtitle, body, label_words,
  content = 'article_texts', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO article_search (article_search) VALUES ('rebuild');

CREATE TRIGGER article_search_insert AFTER INSERT ON article_texts BEGIN
  INSERT INTO article_search (rowid, title, subtitle, body, label_words)
    VALUES (new.position, new.title, new.subtitle, new.body, new.label_words);
END;
CREATE TRIGGER article_search_delete AFTER DELETE ON article_texts BEGIN
  INSERT INTO article_search (article_search, rowid, title, subtitle, body, label_words)
    VALUES ('delete', old.position, old.title, old.subtitle, old.body, old.label_words);
END;
CREATE TRIGGER article_search_update AFTER UPDATE OF position, title, subtitle, body, label_words ON article_texts
  WHEN (new.position, new.title, new.subtitle, new.body, new.label_words)
    IS NOT (old.position, old.title, old.subtitle, old.body, old.label_words) BEGIN
  INSERT INTO article_search (article_search, rowid, title, subtitle, body, label_words)
    VALUES ('delete', old.position, old.title, old.subtitle, old.body, old.label_words);
  INSERT INTO article_search (rowid, title, subtitle, body, label_words)
    VALUES (new.position, new.title, new.subtitle, new.body, new.label_words);
END;

-- The words of an index in their order. `instance` with `term >= ? LIMIT 1` finds the next word by one seek; counting the rows
-- of a word would read its whole list. This is how `wor*` becomes the words that begin so.
CREATE VIRTUAL TABLE article_words USING fts5vocab (article_search, instance);
CREATE VIRTUAL TABLE quote_words USING fts5vocab (quote_search, instance);

-- Lists by a count were sorted whole at each page.
CREATE INDEX articles_word_count ON articles (word_count, id);
CREATE INDEX articles_quote_count ON articles (quote_count, id);
CREATE INDEX articles_source_count ON articles (source_count, id);
