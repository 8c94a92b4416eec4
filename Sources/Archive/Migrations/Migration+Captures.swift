extension Migration {
    /// Captures that hold their document's text are kept without it: where it stood in the bytes, and whether as in a JSON string.
    static let cutCaptures = Migration(
        name: "12-cut-captures",
        sql: """
            ALTER TABLE capture ADD COLUMN cut INTEGER;
            ALTER TABLE capture ADD COLUMN quoted INTEGER;
            """)
}
