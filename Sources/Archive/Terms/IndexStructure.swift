/// The record of an FTS5 index that says which segments it has, oldest first on each level; new ones are on level 0.
///
///     cookie, 4 bytes | levels | segments | leaves written so far | each level: inputs of a merge under way, segments,
///     each segment: number, first leaf, last leaf                                            (all but the cookie varints)
struct IndexStructure {
    /// One segment: its number, of 1 to 2,000, and its leaves.
    struct Segment {
        var number: Int64
        var first: Int64
        var last: Int64
    }

    struct Level {
        /// How many segments, from the oldest, FTS5 is merging step by step; 0 for none.
        var merging: Int
        var segments: [Segment]
    }

    /// Most segments that FTS5 allows.
    static let most = 2_000

    private let cookie: [UInt8]
    var written: UInt64
    var levels: [Level]

    /// Reads the record; nil when it is damaged or of a later form.
    init?(_ bytes: [UInt8]) {
        guard bytes.count > 4 else { return nil }
        var at = 4
        func next(_ most: UInt64) -> Int? {
            bytes.withUnsafeBytes { Varint.get($0, &at) }.flatMap { $0 <= most ? Int($0) : nil }
        }
        guard let count = next(64), let total = next(UInt64(Self.most)), let written = next(1 << 62) else { return nil }
        cookie = Array(bytes[..<4])
        self.written = UInt64(written)
        levels = []
        for _ in 0..<count {
            guard let merging = next(UInt64(total)), let size = next(UInt64(total)), merging <= size else { return nil }
            var segments: [Segment] = []
            for _ in 0..<size {
                guard let number = next(65_535), let first = next(1 << 31), let last = next(1 << 31), first <= last
                else { return nil }
                segments.append(Segment(number: Int64(number), first: Int64(first), last: Int64(last)))
            }
            levels.append(Level(merging: merging, segments: segments))
        }
        guard levels.reduce(0, { $0 + $1.segments.count }) == total, at == bytes.count else { return nil }
    }

    var bytes: [UInt8] {
        var bytes = cookie
        func put(_ value: Int) { Varint.append(UInt64(value), to: &bytes) }
        put(levels.count)
        put(levels.reduce(0) { $0 + $1.segments.count })
        Varint.append(written, to: &bytes)
        for level in levels {
            put(level.merging)
            put(level.segments.count)
            for segment in level.segments {
                put(Int(segment.number))
                put(Int(segment.first))
                put(Int(segment.last))
            }
        }
        return bytes
    }

    /// A number that no segment has.
    var freeNumber: Int64 {
        let taken = Set(levels.flatMap(\.segments).map(\.number))
        var number: Int64 = 1
        while taken.contains(number) { number += 1 }
        return number
    }

    /// Adds a segment, the newest of its level.
    mutating func add(_ segment: Segment, level: Int) {
        while levels.count <= level { levels.append(Level(merging: 0, segments: [])) }
        levels[level].segments.append(segment)
    }
}
