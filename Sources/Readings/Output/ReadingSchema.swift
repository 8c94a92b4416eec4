public import Lexicons

/// The JSON Schema of a reading.
public enum ReadingSchema {
    /// JSON Schema 2020-12, as embedded.
    public static func text() throws(LexiconError) -> String {
        String(decoding: try Resource(named: "schemas/reading.schema.json").bytes, as: UTF8.self)
    }
}
