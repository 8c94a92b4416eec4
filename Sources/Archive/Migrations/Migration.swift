/// A named step from one shape of the archive to the next. Steps only go forward and are never edited once released.
struct Migration {
    /// Stable name, kept in the archive with the time it ran.
    let name: String
    let sql: String

    /// All steps, in order.
    static let all: [Migration] = [
        Migration(
            name: "1-documents",
            sql: """
                CREATE TABLE document (
                    n INTEGER PRIMARY KEY,
                    id TEXT NOT NULL UNIQUE,
                    key BLOB NOT NULL UNIQUE,
                    sha256 BLOB NOT NULL,
                    given TEXT NOT NULL,
                    url TEXT,
                    outlet TEXT,
                    title TEXT,
                    published INTEGER,
                    arrived INTEGER NOT NULL,
                    previous INTEGER REFERENCES document(n),
                    body BLOB NOT NULL
                );
                CREATE INDEX document_given ON document(given);
                CREATE INDEX document_url ON document(url) WHERE url IS NOT NULL;
                CREATE INDEX document_arrived ON document(arrived);
                CREATE INDEX document_outlet ON document(outlet COLLATE NOCASE);
                CREATE VIRTUAL TABLE words USING fts5(
                    title, text, content='', tokenize="porter unicode61 remove_diacritics 2");
                """),
        Migration(
            name: "2-readings",
            sql: """
                CREATE TABLE run (
                    n INTEGER PRIMARY KEY,
                    version TEXT NOT NULL,
                    models TEXT NOT NULL,
                    started INTEGER NOT NULL,
                    UNIQUE (version, models)
                );
                CREATE TABLE reading (
                    document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
                    run INTEGER NOT NULL REFERENCES run(n)
                );
                CREATE TABLE facet (
                    document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
                    kind INTEGER NOT NULL,
                    value TEXT NOT NULL COLLATE NOCASE,
                    PRIMARY KEY (kind, value, document)
                ) WITHOUT ROWID;
                CREATE INDEX facet_document ON facet(document);
                CREATE TABLE spot (
                    document INTEGER NOT NULL REFERENCES document(n) ON DELETE CASCADE,
                    latitude REAL NOT NULL,
                    longitude REAL NOT NULL
                );
                CREATE INDEX spot_latitude ON spot(latitude);
                CREATE INDEX spot_document ON spot(document);
                """),
        Migration(
            name: "3-stories",
            sql: """
                CREATE TABLE story (
                    id TEXT PRIMARY KEY,
                    title TEXT NOT NULL,
                    opened INTEGER NOT NULL,
                    ended INTEGER
                );
                CREATE TABLE member (
                    document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
                    story TEXT NOT NULL REFERENCES story(id)
                );
                CREATE INDEX member_story ON member(story);
                CREATE TABLE story_change (
                    n INTEGER PRIMARY KEY,
                    at INTEGER NOT NULL,
                    story TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    other TEXT,
                    documents INTEGER NOT NULL,
                    why TEXT NOT NULL
                );
                CREATE INDEX story_change_at ON story_change(at);
                """),
        .runningStories,
        .corrections,
        .watches,
        .feeds,
        .captures,
        .runs,
        .keptReadings,
        .found,
        .cutCaptures,
        .lines,
        .neighbours,
        .times,
    ]
}
