/// The kept attributes by their names, parted by length.
struct AttributeNames: Sendable {
    private struct Entry {
        var bytes: [UInt8]
        var name: MarkupTree.AttributeName
    }

    /// By length, then by first letter: few are compared, most of a page's attributes with none.
    private let entries: [[Entry]]

    init() {
        var entries = [[Entry]](repeating: [], count: 24)
        for name in MarkupTree.AttributeName.allCases {
            let bytes = Array(name.name.utf8)
            entries[bytes.count].append(Entry(bytes: bytes, name: name))
        }
        self.entries = entries
    }

    /// The attribute of a name in lower case; nil for one that is not kept.
    subscript(key: UnsafeRawBufferPointer) -> MarkupTree.AttributeName? {
        guard let first = key.first, key.count < entries.count else { return nil }
        for entry in entries[key.count] where entry.bytes[0] == first {
            var i = 1
            while i < key.count, entry.bytes[i] == key[i] { i += 1 }
            if i == key.count { return entry.name }
        }
        return nil
    }
}
