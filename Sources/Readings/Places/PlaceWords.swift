import Lexicons
import Texts

/// The words of `lexicons/place-words.tsv`, by the hash of their lower-case bytes.
struct PlaceWords {
    /// What a word says of a name beside it.
    enum Role {
        case suffix(GazetteerEntry.Kind)
        case prefix(GazetteerEntry.Kind)
        case direction(north: Int, east: Int)
        case part
        case cue
        case body(GazetteerEntry.Kind?)
        case near
        case people
        case street
        case firm
        case storm
        case not
        case never
    }

    private var roles: [UInt64: Role] = [:]

    init(named file: String = "lexicons/place-words.tsv") throws(LexiconError) {
        let table = try Table(named: file, columns: ["word", "role"])
        for row in table.rows {
            let value = row["value"]
            func kind() throws(LexiconError) -> GazetteerEntry.Kind {
                guard let kind = GazetteerEntry.Kind(word: value) else {
                    throw LexiconError(
                        file: file, line: row.line, reason: "no kind of place '\(value)'",
                        advice: "Write town, region, …")
                }
                return kind
            }
            let role: Role
            switch row["role"] {
            case "suffix": role = .suffix(try kind())
            case "prefix": role = .prefix(try kind())
            case "direction":
                role = .direction(
                    north: value.contains("N") ? 1 : value.contains("S") ? -1 : 0,
                    east: value.contains("E") ? 1 : value.contains("W") ? -1 : 0)
            case "part": role = .part
            case "cue": role = .cue
            case "body": role = .body(value.isEmpty ? nil : try kind())
            case "near": role = .near
            case "people": role = .people
            case "street": role = .street
            case "firm": role = .firm
            case "storm": role = .storm
            case "not": role = .not
            case "never": role = .never
            default:
                throw LexiconError(
                    file: file, line: row.line, reason: "no role '\(row["role"])'",
                    advice:
                        "Write suffix, prefix, direction, part, cue, body, near, people, street, firm, storm, not or never."
                )
            }
            roles[Self.hash(Array(row["word"].utf8)[...])] = role
        }
    }

    /// What a word says; upper and lower case are the same.
    func role(_ word: ArraySlice<UInt8>) -> Role? { roles[Self.hash(word)] }

    /// FNV-1a over lower-case ASCII letters; other bytes as they are.
    static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word {
            let letter = byte &- 0x41 < 26 ? byte | 0x20 : byte
            if letter == 0x2E { continue }
            hash = (hash ^ UInt64(letter)) &* 0x100_0000_01B3
        }
        return hash
    }
}
