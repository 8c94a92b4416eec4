import Lexicons
import Texts

/// Tells a place from a government or team that bears its name, by `rules/place-actors.tsv` and the tree.
struct PlaceRoles {
    private struct Roles {
        var subject = false
        var agent = false
        var owner = false
    }

    private var roles: [String: Roles] = [:]

    init(named file: String = "rules/place-actors.tsv") throws(LexiconError) {
        let table = try Table(named: file, columns: ["lemma", "role"])
        for row in table.rows {
            var entry = roles[row["lemma"]] ?? Roles()
            switch row["role"] {
            case "subject": entry.subject = true
            case "agent": entry.agent = true
            case "owner": entry.owner = true
            default:
                throw LexiconError(
                    file: file, line: row.line, reason: "no role '\(row["role"])'",
                    advice: "Write subject, agent or owner.")
            }
            roles[row["lemma"]] = entry
        }
    }

    /// Whether a mention of a country or seat of government acts.
    func acts(_ tokens: Range<Int>, isCapital: Bool, in reading: Reading) -> Bool {
        guard var head = tokens.last(where: { !tokens.contains(reading.tokens[$0].head) }) else { return false }
        var relation = reading.tokens[head].relation
        // "Kyiv and Moscow said": the second one does what the first one does.
        var steps = 0
        while relation == .conj, reading.tokens[head].head >= 0, steps < 4 {
            head = reading.tokens[head].head
            relation = reading.tokens[head].relation
            steps += 1
        }
        let governor = reading.tokens[head].head
        guard governor >= 0 else { return false }
        let lemma = roles[reading.tokens[governor].lemma] ?? Roles()
        switch relation {
        case .nsubj, .nsubjOuter:
            return lemma.subject
        case .nmodPoss:
            return lemma.owner
        case .compound, .amod, .nmodDesc:
            return isCapital && lemma.owner
        case .oblAgent:
            return true
        case .obl, .nmod:
            guard let preposition = preposition(of: head, in: reading) else { return false }
            switch preposition {
            case "with", "against", "by": return lemma.agent || lemma.subject && preposition == "by"
            case "from", "between", "for", "to": return isCapital && lemma.agent
            default: return false
            }
        default:
            return false
        }
    }

    private func preposition(of token: Int, in reading: Reading) -> String? {
        for child in reading.dependents(of: token) where reading.tokens[Int(child)].relation == .case {
            let lemma = reading.tokens[Int(child)].lemma
            if lemma != "'s" { return lemma }
        }
        return nil
    }
}
