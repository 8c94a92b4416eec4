extension Migration {
    /// When documents were published and arrived, by their numbers: what a search asks of each document with the words, without the page
    /// that the document is on.
    static let times = Migration(
        name: "15-times",
        sql: "CREATE INDEX document_times ON document(n, published, arrived);")
}
