/// A value in a row.
enum StoredValue {
    case null
    case int(Int64)
    case double(Double)
    case text(String)
    case blob([UInt8])
    /// A text as its bytes, which must be UTF-8.
    case utf8([UInt8])

    /// A text, or null.
    init(_ text: String?) { self = text.map { .text($0) } ?? .null }

    /// A whole number, or null.
    init(_ number: Int64?) { self = number.map { .int($0) } ?? .null }
}
