import Glibc

/// Writes one segment of an FTS5 index: terms in rising order with the documents that hold them, split into leaves in the way of FTS5's
/// own writer (its file format is described at the top of `fts5_index.c`; the numbers are varints):
///
///     a leaf:    first rowid's offset, 2 bytes | size without the footer, 2 bytes | terms … | footer: where the terms begin
///     a term:    bytes shared with the one before | bytes of its own | these bytes | documents …
///     documents: rowid, or its distance to the one before | twice the size of the places | places
///
/// Terms begin with FTS5's mark of the main index, the digit 0. A term whose documents go over four leaves or more gets an index
/// of the first document of each of these leaves, so that the latest are found without reading all.
struct SegmentWriter: ~Copyable {
    /// What is known of the leaves on which the documents of one term go on: a level of a small tree.
    private struct Road {
        var bytes: [UInt8] = []
        var page: Int64 = 0
        var previous: Int64?
    }

    let number: Int64
    /// Leaves begun so far, from 1.
    private(set) var page: Int64 = 1
    private let target: IndexTables
    private let pageSize: Int
    private let hasPlaces: Bool
    private var leaf: UnsafeMutablePointer<UInt8>
    private var size = 4
    private var capacity: Int
    private let footer: UnsafeMutablePointer<UInt8>
    private var footerSize = 0
    private var lastStart = 0
    private var hasTerm = false
    private var lacksRowid = true
    /// The last term, where its key does not hold all of it.
    private let lastTerm: UnsafeMutablePointer<UInt8>
    private var (lastCount, lastKey): (Int, UInt64) = (0, 0)
    private var split: [UInt8] = []
    private var splitPage: Int64 = 1
    private var emptyLeaves = 0
    private var roads = [Road()]

    /// Bytes of a term that its mark and its key hold.
    private static let keyed = 9

    init(_ number: Int64, _ target: IndexTables, pageSize: Int, hasPlaces: Bool) {
        self.number = number
        self.target = target
        self.pageSize = pageSize
        self.hasPlaces = hasPlaces
        capacity = 2 * pageSize + 64
        leaf = .allocate(capacity: capacity)
        leaf.update(repeating: 0, count: 4)
        footer = .allocate(capacity: pageSize + 64)
        lastTerm = .allocate(capacity: TermIndex.longest + 1)
    }

    deinit {
        leaf.deallocate()
        footer.deallocate()
        lastTerm.deallocate()
    }

    /// Adds a term, larger than all before, with its documents: the first rowid as it is, then the distances.
    ///
    /// - Parameter key: the eight bytes after its mark as a number, zeros behind.
    @_optimize(speed)
    mutating func append(
        _ term: UnsafeRawBufferPointer, _ key: UInt64, _ documents: UnsafeRawBufferPointer
    ) throws(ArchiveError) {
        try begin(term, key)
        guard size + footerSize + documents.count + 1 > pageSize else {
            copy(documents)
            return
        }
        var at = 0
        var rowid: Int64 = 0
        while at < documents.count {
            guard let distance = Varint.get(documents, &at) else { throw target.damaged }
            rowid &+= Int64(bitPattern: distance)
            reserve(Varint.longest)
            if lacksRowid {
                leaf[0] = UInt8(truncatingIfNeeded: size >> 8)
                leaf[1] = UInt8(truncatingIfNeeded: size)
                put(UInt64(bitPattern: rowid))
                lacksRowid = false
                try note(rowid)
            } else {
                put(distance)
            }
            if hasPlaces {
                let start = at
                guard let bytes = Varint.get(documents, &at), Int(bytes >> 1) <= documents.count - at else {
                    throw target.damaged
                }
                at += Int(bytes >> 1)
                try appendPlaces(UnsafeRawBufferPointer(rebasing: documents[start..<at]))
            } else if size + footerSize >= pageSize {
                try finishLeaf()
            }
        }
    }

    /// Writes what is left; returns the last leaf's number.
    mutating func finish() throws(ArchiveError) -> Int64 {
        if size > 4 { try finishLeaf() }
        if page > 1 { try finishSplit() }
        return page - 1
    }

    @_optimize(speed)
    private mutating func begin(_ term: UnsafeRawBufferPointer, _ key: UInt64) throws(ArchiveError) {
        if size + footerSize + term.count + 2 >= pageSize, size > 4 { try finishLeaf() }
        reserve(term.count + 2 * Varint.longest)
        footerSize = Varint.put(UInt64(truncatingIfNeeded: size &- lastStart), at: footer + footerSize) - footer
        lastStart = size
        guard let start = term.baseAddress else { throw target.damaged }
        // The mark and the bytes of the keys that agree: where one ends, its key has a zero and the other none.
        var shared = lastCount == 0 ? 0 : 1 &+ (key ^ lastKey).leadingZeroBitCount &>> 3
        if shared == Self.keyed {
            let most = min(lastCount, term.count)
            while shared < most, lastTerm[shared] == start.load(fromByteOffset: shared, as: UInt8.self) { shared &+= 1 }
        }
        if hasTerm {
            put(UInt64(truncatingIfNeeded: shared))
        } else {
            if page != 1 {
                try finishSplit()
                split = Array(term.prefix(lastCount == 0 ? term.count : shared + 1))
                splitPage = page
            }
            shared = 0
        }
        let own = term.count &- shared
        put(UInt64(truncatingIfNeeded: own))
        memcpy(leaf + size, start + shared, own)
        size &+= own
        if term.count > Self.keyed { memcpy(lastTerm, start, term.count) }
        (lastCount, lastKey) = (term.count, key)
        hasTerm = true
        lacksRowid = false
        roads[0].page = page
    }

    /// The size of a document's places and the places; what does not fit goes on the next leaves, no number in two of them.
    @_optimize(speed)
    private mutating func appendPlaces(_ places: UnsafeRawBufferPointer) throws(ArchiveError) {
        if size + footerSize + places.count <= pageSize {
            copy(places)
            return
        }
        var from = 0
        while true {
            let room = pageSize - size - footerSize
            var upTo = places.count
            if places.count - from > room {
                upTo = from
                repeat {
                    var next = upTo
                    guard Varint.get(places, &next) != nil else { throw target.damaged }
                    if upTo > from, next - from > room { break }
                    upTo = next
                } while upTo - from < room
            }
            copy(UnsafeRawBufferPointer(rebasing: places[from..<upTo]))
            from = upTo
            if size + footerSize >= pageSize { try finishLeaf() }
            if from >= places.count { return }
        }
    }

    private mutating func finishLeaf() throws(ArchiveError) {
        leaf[2] = UInt8(truncatingIfNeeded: size >> 8)
        leaf[3] = UInt8(truncatingIfNeeded: size)
        if hasTerm {
            copy(UnsafeRawBufferPointer(start: footer, count: footerSize))
        } else {
            if lacksRowid, roads[0].previous != nil { roads[0].bytes.append(0) }
            emptyLeaves += 1
        }
        try target.write(
            IndexTables.leaf(number, page), UnsafeRawBufferPointer(start: leaf, count: size))
        leaf.update(repeating: 0, count: 4)
        size = 4
        footerSize = 0
        lastStart = 0
        page += 1
        hasTerm = false
        lacksRowid = true
    }

    /// Writes where the leaf begins that has the last split, once all documents of its last term are written.
    private mutating func finishSplit() throws(ArchiveError) {
        guard splitPage > 0 else { return }
        let hasRoad = roads[0].previous != nil && emptyLeaves >= 4
        for level in roads.indices where !roads[level].bytes.isEmpty {
            if hasRoad { try target.write(IndexTables.road(number, level, roads[level].page), roads[level].bytes) }
            roads[level].bytes.removeAll(keepingCapacity: true)
            roads[level].previous = nil
        }
        emptyLeaves = 0
        try target.writeSplit(number, split, splitPage << 1 | (hasRoad ? 1 : 0))
        splitPage = 0
    }

    /// Notes the first document of a leaf on which those of one term go on.
    private mutating func note(_ rowid: Int64) throws(ArchiveError) {
        var level = 0
        while true {
            let isFull = roads[level].bytes.count >= pageSize
            if isFull {
                roads[level].bytes[0] = 1
                try target.write(IndexTables.road(number, level, roads[level].page), roads[level].bytes)
                if roads.count == level + 1 { roads.append(Road()) }
                if roads[level + 1].bytes.isEmpty {
                    let first = Self.firstRowid(roads[level].bytes)
                    roads[level + 1].page = roads[level].page
                    roads[level + 1].bytes = [0]
                    Varint.append(UInt64(roads[level].page), to: &roads[level + 1].bytes)
                    Varint.append(UInt64(bitPattern: first), to: &roads[level + 1].bytes)
                    roads[level + 1].previous = first
                }
                roads[level].bytes.removeAll(keepingCapacity: true)
                roads[level].previous = nil
                roads[level].page += 1
            }
            if let previous = roads[level].previous {
                Varint.append(UInt64(bitPattern: rowid &- previous), to: &roads[level].bytes)
            } else {
                roads[level].bytes.append(isFull ? 1 : 0)
                Varint.append(UInt64(level == 0 ? page : roads[level - 1].page), to: &roads[level].bytes)
                Varint.append(UInt64(bitPattern: rowid), to: &roads[level].bytes)
            }
            roads[level].previous = rowid
            guard isFull else { return }
            level += 1
        }
    }

    private static func firstRowid(_ bytes: [UInt8]) -> Int64 {
        var at = 1
        return bytes.withUnsafeBytes { bytes in
            _ = Varint.get(bytes, &at)
            return Int64(bitPattern: Varint.get(bytes, &at) ?? 0)
        }
    }

    private mutating func put(_ value: UInt64) { size = Varint.put(value, at: leaf + size) - leaf }

    @inline(__always)
    private mutating func copy(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        memcpy(leaf + size, start, bytes.count)
        size += bytes.count
    }

    @inline(__always)
    private mutating func reserve(_ count: Int) {
        guard size + count > capacity else { return }
        capacity = 2 * (size + count)
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
        memcpy(larger, leaf, size)
        leaf.deallocate()
        leaf = larger
    }
}
