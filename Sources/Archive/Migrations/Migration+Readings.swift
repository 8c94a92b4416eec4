extension Migration {
    /// What was read off each document, so that it need not be read again: by the latest run that read it.
    static let keptReadings = Migration(
        name: "10-kept-readings",
        sql: """
            CREATE TABLE kept_reading (
                document INTEGER PRIMARY KEY REFERENCES document(n) ON DELETE CASCADE,
                run INTEGER NOT NULL REFERENCES run(n),
                body BLOB NOT NULL
            );
            """)
}
