import Moments
import Documents
import Lexicons
import Readings

/// Works out where each document of a story goes back to.
struct OriginBuilder: Sendable {
    private let empty: CopyFinder

    init() throws(LexiconError) { empty = try CopyFinder() }

    /// Outlets known before any document: the list.
    var names: OutletNames { empty.names }

    /// Origins of a story's documents, and the outlets known by then.
    ///
    /// - Parameter likeness: how alike two documents are, 0 to 1; which of an outlet's articles a citation means.
    func origins(of readings: [Reading], likeness: (Int, Int) -> Float) -> (origins: [Origin], names: OutletNames) {
        var finder = empty
        for reading in readings { if let outlet = reading.document.outlet { finder.learn(outlet.value) } }
        let findings = readings.map { finder.add($0.document) }
        let names = finder.names
        let outlets = readings.map { $0.document.outlet.flatMap { names.known($0.value) } }
        // A named outlet's own article, when it is here.
        var target = [Int?](repeating: nil, count: readings.count)
        for (i, finding) in findings.enumerated() where finding.relation == .cites {
            guard let name = finding.outlet, let outlet = names.known(named: name) else { continue }
            var best: (document: Int, likeness: Float)?
            for j in readings.indices where j != i && outlets[j] == outlet && findings[j].relation != .cites {
                if let a = readings[i].document.published?.moment, let b = readings[j].document.published?.moment,
                    b.seconds > a.seconds + 6 * 3600
                {
                    continue
                }
                let value = likeness(i, j)
                if value > (best?.likeness ?? 0.1) { best = (j, value) }
            }
            target[i] = best?.document
        }
        func root(_ i: Int) -> String {
            var i = i
            for _ in 0..<64 {
                switch findings[i].relation {
                case .copy, .version:
                    guard let of = findings[i].of else { return Origin.ownRoot(of: readings[i].document) }
                    i = of
                case .cites:
                    guard let next = target[i] else { return findings[i].root }
                    i = next
                case .independent, .partial: return Origin.ownRoot(of: readings[i].document)
                }
            }
            return Origin.ownRoot(of: readings[i].document)
        }
        let origins = findings.indices.map { i in
            let finding = findings[i]
            return Origin(
                relation: finding.relation, document: finding.of ?? target[i], outlet: finding.outlet,
                share: finding.share, why: finding.why, root: root(i))
        }
        return (origins, names)
    }
}
