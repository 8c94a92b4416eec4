import LexiconData

/// One embedded data file, used in place.
public struct Resource: Sendable {
    /// Its path below LexiconData: "lexicons/titles.tsv".
    public let name: String
    private let start: UInt
    /// Length in bytes.
    public let count: Int

    /// The bytes; they live as long as the process and start on a 64-byte boundary.
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: start), count: count)
    }

    /// The embedded file of that name.
    public init(named name: String) throws(LexiconError) {
        for entry in Self.entries {
            guard let pointer = entry.name, let bytes = entry.bytes, String(cString: pointer) == name else { continue }
            self.name = name
            start = UInt(bitPattern: bytes)
            count = entry.count
            return
        }
        throw LexiconError(
            file: name, reason: "no such embedded file",
            advice: "Add it below Sources/LexiconData and run scripts/embed-resources.")
    }

    /// Names of all embedded files, sorted.
    public static var names: [String] {
        entries.compactMap { $0.name.map { String(cString: $0) } }
    }

    private static var entries: UnsafeBufferPointer<sitrep_resource> {
        UnsafeBufferPointer(start: sitrep_resources(), count: sitrep_resource_count())
    }
}
