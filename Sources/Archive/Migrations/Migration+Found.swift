extension Migration {
    /// What a document can be found by in one row and one index; a feature with its document's id; the last time of those that give a
    /// story its title; the full-text index merged less often.
    ///
    /// The index of lines is FTS5's own `ascii` tokenizer, to which every printed character belongs to a word: a line is a term,
    /// whatever the case of its Basic Latin letters.
    static let found = Migration(
        name: "10-found",
        sql: #"""
            CREATE TABLE found (
                document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
                list TEXT NOT NULL,
                spots TEXT
            );
            CREATE VIRTUAL TABLE facets USING fts5(
                list, content='found', content_rowid='document', columnsize=0, detail=none,
                tokenize="ascii tokenchars ' !""#$%&''()*+,-./:;<=>?@[\]^_`{|}~'");
            INSERT INTO found (document, list)
                SELECT document, group_concat(
                    kind || replace(replace(replace(value, char(9), ' '), char(10), ' '), char(13), ' '), char(10))
                FROM facet GROUP BY document;
            INSERT OR IGNORE INTO found (document, list) SELECT DISTINCT document, '' FROM spot;
            UPDATE found SET spots = (
                SELECT group_concat(latitude || ' ' || longitude, char(10)) FROM spot WHERE spot.document = found.document);
            INSERT INTO facets (facets) VALUES ('rebuild');
            DROP TABLE facet;
            CREATE TABLE spot_kept (
                latitude REAL NOT NULL,
                longitude REAL NOT NULL,
                document INTEGER NOT NULL,
                PRIMARY KEY (latitude, longitude, document)
            ) WITHOUT ROWID;
            INSERT OR IGNORE INTO spot_kept (latitude, longitude, document) SELECT latitude, longitude, document FROM spot;
            DROP TABLE spot;
            ALTER TABLE spot_kept RENAME TO spot;
            DROP INDEX document_given;
            CREATE INDEX document_given ON document(given) WHERE given <> id;
            ALTER TABLE feature ADD COLUMN id TEXT;
            UPDATE feature SET id = (SELECT id FROM document WHERE n = document);
            ALTER TABLE capture ADD COLUMN basis INTEGER;
            ALTER TABLE story ADD COLUMN head INTEGER;
            ALTER TABLE watch ADD COLUMN checked INTEGER;
            ALTER TABLE watch ADD COLUMN change INTEGER;
            INSERT INTO words (words, rank) VALUES ('automerge', 16);
            INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);
            """#)
}
