import Lexicons
import Texts

/// Looks names up in the forms that texts use: with a word for the kind ("Kursk region"), a direction ("southern Lebanon"),
/// a part ("downtown Houston"), an article of Arabic ("Al-Fashir", "El Fasher").
final class PlaceLookup {
    /// What a look-up gave.
    struct Result {
        /// The folded name that led to the candidates.
        var key: [UInt8]
        /// The places it may mean; empty when there is none.
        var candidates: [PlaceCandidate]
        /// What the text says it is.
        var kindSaid: GazetteerEntry.Kind?
        /// The direction from the middle.
        var direction: (north: Int, east: Int)?
    }

    let atlas: PlaceAtlas
    let words: PlaceWords
    private var cache: [[UInt8]: [PlaceCandidate]] = [:]
    private var folded: [UInt8] = []

    init(atlas: PlaceAtlas, words: PlaceWords) {
        self.atlas = atlas
        self.words = words
    }

    /// Forgets what it kept for one document.
    func reset() {
        if cache.count > 20_000 { cache.removeAll(keepingCapacity: true) }
    }

    /// The candidates of an exact folded name.
    func exact(_ key: [UInt8]) -> [PlaceCandidate] {
        if let known = cache[key] { return known }
        let found = atlas.candidates(key)
        cache[key] = found
        return found
    }

    /// The candidates of a stretch of text as it stands.
    func exact(_ text: ArraySlice<UInt8>) -> [PlaceCandidate] {
        text.withUnsafeBufferPointer { GazetteerFold.fold($0, into: &folded) }
        return exact(folded)
    }

    /// The candidates of a name, with its usual additions taken off where they are needed.
    func look(_ text: ArraySlice<UInt8>) -> Result {
        text.withUnsafeBufferPointer { GazetteerFold.fold($0, into: &folded) }
        var key = folded
        var result = Result(key: key, candidates: exact(key), kindSaid: nil, direction: nil)
        if !result.candidates.isEmpty { return result }
        var parts = key.split(separator: 0x20)
        // Up to three additions come off, one at a time, the longest name first.
        for _ in 0..<3 where parts.count > 1 {
            if parts.count > 2, case .prefix(let kind)? = role(parts[0], parts[1]) {
                result.kindSaid = kind
                parts.removeFirst(2)
            } else if case .suffix(let kind)? = words.role(parts[parts.count - 1]) {
                result.kindSaid = result.kindSaid ?? kind
                parts.removeLast()
            } else {
                switch words.role(parts[0]) {
                case .direction(let north, let east):
                    result.direction = (north, east)
                    parts.removeFirst()
                case .part: parts.removeFirst()
                default: break
                }
            }
            let shorter = Array(parts.joined(separator: [0x20]))
            guard shorter.count < key.count else { break }
            key = shorter
            result.candidates = exact(key)
            if !result.candidates.isEmpty {
                result.key = key
                if let kind = result.kindSaid, !result.candidates.contains(where: { Self.fits($0.kind, kind) }) {
                    break
                }
                return result
            }
        }
        if result.candidates.isEmpty, let other = otherArticle(folded) {
            result.key = other
            result.candidates = exact(other)
        }
        return result
    }

    /// Whether a place of one kind may be called by the word for another.
    static func fits(_ kind: GazetteerEntry.Kind, _ said: GazetteerEntry.Kind) -> Bool {
        if kind == said { return true }
        switch said {
        case .region, .district: return kind == .region || kind == .district || kind == .area
        case .town: return kind == .point
        case .point: return kind == .town
        case .country: return kind == .region
        case .area, .mountain: return kind == .area || kind == .mountain || kind == .region
        default: return false
        }
    }

    private func role(_ first: ArraySlice<UInt8>, _ second: ArraySlice<UInt8>) -> PlaceWords.Role? {
        words.role((Array(first) + [0x20] + Array(second))[...])
    }

    private static let articles: [[UInt8]] = ["al ", "el ", "as ", "ad ", "ar ", "an ", "at ", "az ", "ash ", "es "].map
    {
        Array($0.utf8)
    }

    /// The name with another Arabic article, or without it, when the gazetteer has that.
    private func otherArticle(_ key: [UInt8]) -> [UInt8]? {
        var bare = key
        for article in Self.articles where key.count > article.count + 2 && key.starts(with: article) {
            bare = Array(key[article.count...])
            break
        }
        guard bare.count < key.count else { return nil }
        if !exact(bare).isEmpty { return bare }
        for article in Self.articles.prefix(2) {
            let other = article + bare
            if other != key, !exact(other).isEmpty { return other }
        }
        return nil
    }
}
