import Documents
import Texts
import Readings

/// Joins the entities of a story's documents into people and bodies.
///
/// Whole names only, never parts of words: a person by surname (its skeleton) and a first name that does not contradict;
/// a body by its folded name or an acronym that a document spells out. A bare surname that two people share stays apart.
struct PersonJoiner {
    /// People and bodies, most mentioned first.
    private(set) var people: [Person] = []
    /// For each document and entity, the index into `people`; -1 for places and others.
    private(set) var personOf: [[Int]] = []

    private struct Draft {
        var kind: Name.Kind
        var first: String?
        var names: [String: Int] = [:]
        var roles: [String: Int] = [:]
        var entities: [(document: Int, entity: Int)] = []
        var mentions = 0
    }

    init(_ readings: [Reading]) {
        var drafts: [Draft] = []
        var persons: [String: [Int]] = [:]
        var bodies: [String: Int] = [:]
        var acronyms: [String: Int] = [:]
        var waiting: [(document: Int, entity: Int, surname: String)] = []
        personOf = readings.map { [Int](repeating: -1, count: $0.entities.count) }

        func take(_ document: Int, _ entity: Int, into draft: Int) {
            let found = readings[document].entities[entity]
            drafts[draft].entities.append((document, entity))
            drafts[draft].mentions += max(found.mentions.count, 1)
            drafts[draft].names[found.name, default: 0] += max(found.mentions.count, 1)
            for variant in found.variants { drafts[draft].names[variant, default: 0] += 1 }
            for role in found.roles { drafts[draft].roles[role, default: 0] += 1 }
            personOf[document][entity] = draft
        }

        for (d, reading) in readings.enumerated() {
            for (e, entity) in reading.entities.enumerated() where !Self.isCredited(entity, in: reading) {
                switch entity.kind {
                case .person:
                    let words = NameKey.words(entity.name)
                    guard let last = words.last else { continue }
                    let surname = NameKey.skeleton(last)
                    guard words.count > 1, let first = words.first else {
                        waiting.append((d, e, surname))
                        continue
                    }
                    let match = persons[surname, default: []].first { Self.compatible(drafts[$0].first, first) }
                    if let match {
                        if first.utf8.count > (drafts[match].first ?? "").utf8.count { drafts[match].first = first }
                        take(d, e, into: match)
                    } else {
                        drafts.append(Draft(kind: .person, first: first))
                        persons[surname, default: []].append(drafts.count - 1)
                        take(d, e, into: drafts.count - 1)
                    }
                case .organisation:
                    let key = NameKey.words(entity.name).filter { $0 != "the" }.joined(separator: " ")
                    guard !key.isEmpty else { continue }
                    let acronym = NameKey.acronym(entity.name)
                    let known = bodies[key] ?? (key.contains(" ") ? nil : acronyms[key])
                    let index: Int
                    if let known {
                        index = known
                    } else {
                        drafts.append(Draft(kind: .organisation))
                        index = drafts.count - 1
                    }
                    bodies[key] = index
                    if acronym.utf8.count > 2, acronyms[acronym] == nil { acronyms[acronym] = index }
                    for variant in entity.variants {
                        let other = NameKey.words(variant).filter { $0 != "the" }.joined(separator: " ")
                        if !other.isEmpty, bodies[other] == nil { bodies[other] = index }
                    }
                    take(d, e, into: index)
                case .place, .other: continue
                }
            }
        }
        for (d, e, surname) in waiting {
            let candidates = persons[surname] ?? []
            if candidates.count == 1 {
                take(d, e, into: candidates[0])
            } else if let here = candidates.first(where: { drafts[$0].entities.contains { $0.document == d } }),
                candidates.filter({ drafts[$0].entities.contains { $0.document == d } }).count == 1
            {
                take(d, e, into: here)
            } else if let bare = candidates.first(where: { drafts[$0].first == nil }) {
                take(d, e, into: bare)
            } else {
                drafts.append(Draft(kind: .person))
                persons[surname, default: []].append(drafts.count - 1)
                take(d, e, into: drafts.count - 1)
            }
        }
        finish(drafts)
    }

    /// Whether somebody is named in credits of pictures and bylines only: who made the article is no part of what it tells.
    private static func isCredited(_ entity: Entity, in reading: Reading) -> Bool {
        guard !entity.mentions.isEmpty else { return false }
        return entity.mentions.allSatisfy { mention in
            guard reading.names.indices.contains(mention) else { return false }
            let sentence = reading.sentences.first { $0.extent.contains(reading.names[mention].extent) }
            return sentence?.kind == .caption || sentence?.kind == .byline
        }
    }

    private mutating func finish(_ drafts: [Draft]) {
        let order = drafts.indices.sorted {
            drafts[$0].mentions != drafts[$1].mentions ? drafts[$0].mentions > drafts[$1].mentions : $0 < $1
        }
        var place = [Int](repeating: -1, count: drafts.count)
        for (new, old) in order.enumerated() {
            place[old] = new
            let draft = drafts[old]
            // The fullest name that is met often enough, the rest are variants.
            let names = draft.names.keys.sorted {
                let (a, b) = (NameKey.words($0).count, NameKey.words($1).count)
                if a != b { return a > b }
                let (m, n) = (draft.names[$0] ?? 0, draft.names[$1] ?? 0)
                return m != n ? m > n : $0 < $1
            }
            let roles = draft.roles.keys.sorted {
                let (m, n) = (draft.roles[$0] ?? 0, draft.roles[$1] ?? 0)
                return m != n ? m > n : $0 < $1
            }
            people.append(
                Person(
                    name: names.first ?? "", kind: draft.kind, variants: Array(names.dropFirst()), roles: roles,
                    entities: draft.entities, mentions: draft.mentions))
        }
        for d in personOf.indices {
            for e in personOf[d].indices where personOf[d][e] >= 0 { personOf[d][e] = place[personOf[d][e]] }
        }
    }

    /// Whether two first names can be one person's: equal in sound, or one is the other's initial.
    static func compatible(_ a: String?, _ b: String?) -> Bool {
        guard let a, let b else { return true }
        let (x, y) = (NameKey.skeleton(a), NameKey.skeleton(b))
        if x == y { return true }
        if a.utf8.count == 1 || b.utf8.count == 1 { return a.utf8.first == b.utf8.first }
        return false
    }
}
