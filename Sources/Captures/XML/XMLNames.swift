/// A few names by their bytes. A feed has some dozen of them, thousands of times.
struct XMLNames {
    private struct Entry {
        var bytes: [UInt8] = []
        var name = ""
    }

    /// By a hash of the bytes; a name that finds its place taken takes it over.
    private var entries = [Entry](repeating: Entry(), count: 256)

    @inline(__always)
    private static func place(_ bytes: ArraySlice<UInt8>) -> Int {
        var hash: UInt32 = 0x811C_9DC5
        for byte in bytes { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        return Int((hash ^ hash >> 16) & 255)
    }

    /// What a name is given as; nil when it is not known.
    subscript(bytes: ArraySlice<UInt8>) -> String? {
        let entry = entries[Self.place(bytes)]
        return !entry.bytes.isEmpty && entry.bytes.elementsEqual(bytes) ? entry.name : nil
    }

    mutating func add(_ bytes: ArraySlice<UInt8>, _ name: String) {
        entries[Self.place(bytes)] = Entry(bytes: Array(bytes), name: name)
    }

    mutating func removeAll() {
        for i in entries.indices { entries[i] = Entry() }
    }
}
