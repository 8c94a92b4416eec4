extension Migration {
    /// A document's identity begins with the day it was published on, so that those of one day stand together in its index. Captures without
    /// their text are told apart by their documents, and no index has their hashes.
    static let neighbours = Migration(
        name: "14-neighbours",
        sql: """
            UPDATE document SET key = CAST(printf('%06x', max(0, ifnull(published, 0)) / 86400) || key AS BLOB);
            ALTER TABLE capture RENAME TO capture_before;
            CREATE TABLE capture (
                n INTEGER PRIMARY KEY,
                sha256 BLOB NOT NULL,
                address TEXT NOT NULL,
                media TEXT NOT NULL,
                captured INTEGER NOT NULL,
                size INTEGER NOT NULL,
                basis INTEGER,
                cut INTEGER,
                quoted INTEGER,
                body BLOB NOT NULL
            );
            INSERT INTO capture SELECT n, sha256, address, media, captured, size, basis, cut, quoted, body FROM capture_before;
            ALTER TABLE made_from RENAME TO made_from_before;
            CREATE TABLE made_from (
                document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
                capture INTEGER NOT NULL REFERENCES capture(n) ON DELETE CASCADE
            );
            INSERT INTO made_from SELECT document, capture FROM made_from_before;
            DROP TABLE made_from_before;
            DROP TABLE capture_before;
            CREATE INDEX made_from_capture ON made_from(capture);
            CREATE INDEX capture_sha256 ON capture(sha256) WHERE cut IS NULL;
            """)
}
