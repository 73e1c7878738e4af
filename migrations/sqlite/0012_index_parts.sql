-- How FTS5 keeps the indexes of articles and quotes: settings of the two indexes, nothing is built anew.
--
-- automerge: parts of one size are merged when there are 8 of them instead of 4, so that what is written is merged half as often while
-- others wait for it: a sixth of the CPU of the thread that writes. When writing pauses the server merges what is left to fewer than 4 of one size
-- (src/store/sqlite/index-parts.ts).
--
-- hashsize: what a transaction adds is one part of up to 4 MB of index instead of one for each 1 MB, so that hundreds of articles of an
-- import are one part that nothing has to merge.
INSERT INTO article_search (article_search, rank) VALUES ('automerge', 8);
INSERT INTO article_search (article_search, rank) VALUES ('hashsize', 4194304);
INSERT INTO quote_search (quote_search, rank) VALUES ('automerge', 8);
INSERT INTO quote_search (quote_search, rank) VALUES ('hashsize', 4194304);
