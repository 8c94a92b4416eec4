/// The layout of a gazetteer file, shared by the reader and the writer; drawn at the top of `Gazetteer`.
enum GazetteerFormat {
    static let magic = Array("SITREPGZ".utf8)
    static let version: UInt32 = 1
    static let hashOffset = 16
    static let tableOffset = 48
    static let rowSize = 24
    static let entrySize = 16
    static let regionSize = 20
    /// Names to a block.
    static let block = 16
    /// Degrees to a step of the coordinates.
    static let degree = 180.0 / 8_388_608.0

    enum SectionID: UInt32, CaseIterable {
        case meta = 1
        case entries
        case regions
        case index
        case names
    }

    struct Section: Sendable {
        var count = 0
        var offset = 0
        var length = 0
    }

    /// The sections by id.
    struct Sections {
        fileprivate var list = [Section](repeating: Section(), count: SectionID.allCases.count + 1)
        subscript(id: SectionID) -> Section { list[Int(id.rawValue)] }
    }

    /// Reads and checks the header. Contents are checked at each read.
    static func sections(of bytes: GazetteerBytes, file: String) throws(LexiconError) -> Sections {
        func wrong(_ reason: String) -> LexiconError {
            LexiconError(
                file: file, reason: reason, advice: "Build it again with `sitrep gazetteer build`.")
        }
        guard bytes.slice(0, magic.count) == magic else { throw wrong("not a gazetteer") }
        guard bytes.unsigned32(8) == version else {
            throw wrong("gazetteer of version \(bytes.unsigned32(8)), but this program reads version \(version)")
        }
        var sections = Sections()
        let count = Int(bytes.unsigned32(12))
        guard count <= 64 else { throw wrong("the table of sections is broken") }
        for i in 0..<count {
            let at = tableOffset + i * rowSize
            guard let id = SectionID(rawValue: bytes.unsigned32(at)) else { continue }
            let offset = bytes.unsigned64(at + 8)
            let length = bytes.unsigned64(at + 16)
            guard offset <= UInt64(bytes.count), length <= UInt64(bytes.count) - offset else {
                throw wrong("cut short: \(bytes.count) bytes, but a section ends after them")
            }
            sections.list[Int(id.rawValue)] = Section(
                count: Int(bytes.unsigned32(at + 4)), offset: Int(offset), length: Int(length))
        }
        for (id, size) in [(SectionID.entries, entrySize), (.regions, regionSize), (.index, 8)]
        where sections[id].count * size > sections[id].length {
            throw wrong("a section holds fewer records than it counts")
        }
        return sections
    }

    /// 5 bits of exponent, 11 of mantissa.
    static func population(_ code: UInt16) -> Int {
        let exponent = Int(code >> 11)
        return Int(code & 0x7FF) << exponent
    }

    static func code(population: Int) -> UInt16 {
        var value = max(0, population)
        var exponent = 0
        while value > 0x7FF {
            value >>= 1
            exponent += 1
        }
        return exponent > 31 ? .max : UInt16(exponent << 11 | value)
    }
}
