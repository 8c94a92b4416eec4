import Foundation
import JSON

/// How a report on one labelled situation (Tests/Cases/<slug>) compares with what its author expected.
struct CaseScore {
    /// Right and all, per question.
    struct Tally: CustomStringConvertible {
        var right = 0
        var all = 0
        var misses: [String] = []

        mutating func count(_ isRight: Bool, _ label: @autoclosure () -> String) {
            all += 1
            if isRight { right += 1 } else { misses.append(label()) }
        }

        var share: Double { all == 0 ? 1 : Double(right) / Double(all) }
        var description: String { "\(right)/\(all)" + misses.map { "\n    missed: \($0)" }.joined() }
    }

    var stories = Tally()
    var origins = Tally()
    var joins = Tally()
    var starts = Tally()
    var figures = Tally()
    var contradictions = Tally()
    var corrections = Tally()
    /// Open contradictions that nobody expected.
    var surplusContradictions = 0
    /// Figures of other events that stand among the current ones.
    var strayFigures = 0

    init(report: JSONValue, expected: JSONValue) {
        let stories = report["stories"]?.array ?? []
        scoreStories(stories, expected)
        scoreOrigins(stories, expected)
        scoreEvents(stories, expected)
        scoreFigures(stories, expected)
        scoreContradictions(stories, expected)
    }

    var description: String {
        """
        stories \(stories)
        origins \(origins)
        events joined \(joins)
        event dates \(starts)
        figures \(figures)
        contradictions \(contradictions); \(surplusContradictions) not expected
        corrections \(corrections)
        figures of other events taken for current \(strayFigures)
        """
    }

    private mutating func scoreStories(_ stories: [JSONValue], _ expected: JSONValue) {
        let found = stories.map { Set(($0["documents"]?.array ?? []).compactMap { $0["id"]?.string }) }
        for group in expected["stories"]?.array ?? [] {
            let ids = Set((group.array ?? []).compactMap(\.string))
            self.stories.count(found.contains(ids), ids.sorted().joined(separator: " "))
        }
    }

    private mutating func scoreOrigins(_ stories: [JSONValue], _ expected: JSONValue) {
        var found: [String: (String, String?)] = [:]
        for document in stories.flatMap({ $0["documents"]?.array ?? [] }) {
            guard let id = document["id"]?.string, let origin = document["origin"] else { continue }
            found[id] = (origin["relation"]?.string ?? "", origin["of"]?.string)
        }
        for member in expected["origins"]?.members ?? [] {
            let wanted = member.value.array ?? []
            let relation = wanted.first?.string ?? ""
            let of = wanted.last?.string
            let got = found[member.name]
            let isRight = got?.0 == relation && (relation == "independent" || got?.1 == of)
            origins.count(
                isRight, "\(member.name): \(relation) of \(of ?? "-"), got \(got?.0 ?? "-") of \(got?.1 ?? "-")")
        }
    }

    private mutating func scoreEvents(_ stories: [JSONValue], _ expected: JSONValue) {
        let events = stories.flatMap { $0["events"]?.array ?? [] }
        for event in expected["events"]?.array ?? [] {
            let name = event["name"]?.string ?? ""
            let tellings = (event["tellings"]?.array ?? []).compactMap(\.string).map(Self.split)
            let holding = events.filter { candidate in
                tellings.allSatisfy { telling in
                    (candidate["claims"]?.array ?? []).contains { Self.stands($0, telling) }
                }
            }
            joins.count(!holding.isEmpty, name)
            if let start = event["start"]?.string {
                let got = holding.first?["start"]?.string ?? "-"
                starts.count(got.hasPrefix(start), "\(name): \(start), got \(got)")
            }
        }
    }

    private mutating func scoreFigures(_ stories: [JSONValue], _ expected: JSONValue) {
        let series = stories.flatMap { $0["numbers"]?.array ?? [] }
        func has(_ measure: String?, _ document: String?, _ low: Double?, _ high: Double?) -> Bool {
            series.contains { one in
                one["measure"]?.string == measure
                    && (one["entries"]?.array ?? []).contains {
                        $0["document"]?.string == document && $0["low"]?.double == low && $0["high"]?.double == high
                    }
            }
        }
        for figure in expected["ledger"]?.array ?? [] {
            let value = figure["value"]?.array ?? []
            let isThere = has(
                figure["measure"]?.string, figure["document"]?.string, value.first?.double, value.last?.double)
            let label =
                "\(figure["measure"]?.string ?? "") \(value.first?.double ?? -1) in \(figure["document"]?.string ?? "")"
            figures.count(isThere, label)
        }
        for figure in expected["notInLedger"]?.array ?? [] {
            let value = figure["value"]?.double
            for one in series where one["measure"]?.string == figure["measure"]?.string {
                let current = one["current"]
                if let value, current?["low"]?.double == value || current?["high"]?.double == value {
                    strayFigures += 1
                }
            }
        }
    }

    private mutating func scoreContradictions(_ stories: [JSONValue], _ expected: JSONValue) {
        let found = stories.flatMap { $0["contradictions"]?.array ?? [] }
        var matched = Set<Int>()
        for pair in expected["contradictions"]?.array ?? [] {
            let a = Self.split(pair["a"]?.string ?? "")
            let b = Self.split(pair["b"]?.string ?? "")
            let index = found.firstIndex { candidate in
                if let kind = pair["kind"]?.string, candidate["kind"]?.string != kind { return false }
                if let status = pair["status"]?.string, candidate["status"]?.string != status { return false }
                guard let one = candidate["a"], let other = candidate["b"] else { return false }
                return (Self.stands(one, a) && Self.stands(other, b)) || (Self.stands(one, b) && Self.stands(other, a))
            }
            if let index { matched.insert(index) }
            contradictions.count(
                index != nil, "\(pair["kind"]?.string ?? "") \(pair["status"]?.string ?? ""): \(a.quote) ≠ \(b.quote)")
        }
        surplusContradictions =
            found.indices.filter { !matched.contains($0) && found[$0]["status"]?.string == "open" }.count
        let corrections = stories.flatMap { $0["corrections"]?.array ?? [] }
        for wanted in expected["corrections"]?.array ?? [] {
            let document = wanted["document"]?.string
            self.corrections.count(corrections.contains { $0["document"]?.string == document }, document ?? "")
        }
    }

    private static func split(_ label: String) -> (document: String, quote: String) {
        guard let colon = label.range(of: ": ") else { return (label, "") }
        return (String(label[..<colon.lowerBound]), String(label[colon.upperBound...]))
    }

    private static func stands(_ citation: JSONValue, _ telling: (document: String, quote: String)) -> Bool {
        citation["document"]?.string == telling.document && (citation["quote"]?.string ?? "").contains(telling.quote)
    }
}
