import Documents
import Lexicons
import Texts

/// What the words of and around a mention say.
extension PlaceFinder {
    func extent(_ tokens: Range<Int>) -> Extent {
        Extent(
            lower: reading.tokens[tokens.lowerBound].extent.lower,
            upper: reading.tokens[tokens.upperBound - 1].extent.upper)
    }

    func word(_ token: Int) -> ArraySlice<UInt8> { bytes[reading.tokens[token].extent.range] }

    func role(_ token: Int) -> PlaceWords.Role? { lookup.words.role(word(token)) }

    func preceding(_ tokens: Range<Int>) -> Int? {
        var before = tokens.lowerBound - 1
        if before >= 0, isArticle(before) { before -= 1 }
        guard before >= 0, reading.sentence(ofToken: before) == reading.sentence(ofToken: tokens.lowerBound) else {
            return nil
        }
        return before
    }

    func following(_ tokens: Range<Int>) -> Int? {
        tokens.upperBound < reading.tokens.count ? tokens.upperBound : nil
    }

    func isCapitalised(_ token: Int) -> Bool {
        guard let first = word(token).first else { return false }
        if first >= 0x41, first <= 0x5A { return true }
        // Latin-1 and Latin Extended-A capitals: good enough to try a look-up.
        return first >= 0xC3 && first <= 0xC5
    }

    func isAllCapitals(_ extent: Extent) -> Bool {
        bytes[extent.range].allSatisfy { $0 >= 0x41 && $0 <= 0x5A || $0 == 0x2E || $0 == 0x20 }
    }

    func isComma(_ token: Int) -> Bool { word(token).elementsEqual([0x2C]) }

    func isArticle(_ token: Int) -> Bool {
        let word = word(token)
        return word.count == 3 && word.first.map { $0 | 0x20 } == 0x74 && word.last == 0x65
    }

    func isPossessive(_ token: Int) -> Bool {
        let word = word(token)
        return word.elementsEqual([0x27, 0x73]) || word.elementsEqual([0xE2, 0x80, 0x99, 0x73])
            || word.elementsEqual([0x27])
            || word.elementsEqual([0xE2, 0x80, 0x99])
    }

    /// A preposition that speaks of a place by itself; "of" and "for" need more.
    func isPlaceCue(_ token: Int) -> Bool {
        guard case .cue? = role(token) else { return false }
        let word = word(token)
        return !word.elementsEqual(Array("of".utf8)) && !word.elementsEqual(Array("for".utf8))
            && !word.elementsEqual(Array("to".utf8)) && !word.elementsEqual(Array("over".utf8))
    }

    func isFollowedByRegion(_ tokens: Range<Int>) -> Bool {
        guard let comma = following(tokens), isComma(comma), comma + 1 < reading.tokens.count, isCapitalised(comma + 1)
        else { return false }
        let own = lookup.exact(bytes[extent(tokens).range])
        for length in [2, 1] where comma + length < reading.tokens.count {
            let state = (comma + 1)..<(comma + 1 + length)
            if length == 2, !joins(comma + 1, comma + 2), !joinsAbbreviation(comma + 1) { continue }
            let regions = lookup.exact(bytes[extent(state).range])
            if regions.contains(where: { region in own.contains { $0.lies(in: region) } }) { return true }
        }
        return false
    }

    /// Whether two tokens may stand in one name: only a space or hyphen between them, the second one capitalised or "of", "de" …
    func joins(_ first: Int, _ second: Int) -> Bool {
        let gap = bytes[
            reading.tokens[first].extent
                .end..<max(reading.tokens[first].extent.end, reading.tokens[second].extent.start)]
        guard gap.count <= 1, gap.first ?? 0x20 == 0x20 else { return false }
        if isCapitalised(second) { return true }
        let word = word(second)
        return ["of", "de", "la", "al", "del", "el", "and", "the", "upon", "-", "le", "les", "du"].contains {
            word.elementsEqual($0.utf8)
        }
    }

    /// "W." and "Va." of "W. Va.".
    func joinsAbbreviation(_ token: Int) -> Bool {
        token + 1 < reading.tokens.count && isCapitalised(token + 1)
            && reading.tokens[token + 1].extent.start - reading.tokens[token].extent.end <= 1
    }

    /// What a word just after or before the name says it is: "Kursk region", "the city of Kursk".
    func kindBeside(_ tokens: Range<Int>) -> GazetteerEntry.Kind? {
        if let next = following(tokens), !isCapitalised(next), case .suffix(let kind)? = role(next) { return kind }
        let of = tokens.lowerBound - 1
        if of > 0, word(of).elementsEqual(Array("of".utf8)), case .suffix(let kind)? = role(of - 1) { return kind }
        if of >= 0, !isCapitalised(of), case .suffix(let kind)? = role(of), kind != .sea { return kind }
        return nil
    }

    /// How loudly the words around a name speak of a place.
    enum Cue: Int {
        case none
        case weak
        case strong
    }

    func cue(_ tokens: Range<Int>) -> Cue {
        if isFollowedByRegion(tokens) || isDateline(extent(tokens)) { return .strong }
        if let next = following(tokens) {
            switch role(next) {
            case .people where !isCapitalised(next), .body: return .strong
            default: break
            }
        }
        guard let before = preceding(tokens) else { return .none }
        if isIn(before) { return .strong }
        // "Ida Marlow, 54, of Kelton": "of" after a comma.
        if word(before).elementsEqual(Array("of".utf8)), before > 0, isComma(before - 1) { return .strong }
        return isPlaceCue(before) ? .weak : .none
    }

    func isIn(_ token: Int) -> Bool {
        ["in", "near", "outside", "across", "throughout"].contains { word(token).elementsEqual($0.utf8) }
    }

    /// Whether a name ends like a street's.
    func isStreet(_ tokens: Range<Int>) -> Bool {
        guard tokens.count > 1, isCapitalised(tokens.upperBound - 1), case .street? = role(tokens.upperBound - 1) else {
            return false
        }
        return true
    }

    /// Whether the words around a name that the gazetteer lacks speak of a place.
    func looksLikePlace(_ tokens: Range<Int>) -> Bool {
        if kindBeside(tokens) != nil { return true }
        if let before = preceding(tokens), isPlaceCue(before) { return true }
        if tokens.count > 1, case .suffix? = role(tokens.upperBound - 1) { return true }
        return directionBefore(tokens) != nil
    }

    func directionBefore(_ tokens: Range<Int>) -> (north: Int, east: Int)? {
        let before = tokens.lowerBound - 1
        guard before >= 0, case .direction(let north, let east)? = role(before), north != 0 || east != 0 else {
            return nil
        }
        return (north, east)
    }

    /// Whether a stretch opens a paragraph and a dash follows soon: "KELTON, Ore. (AP) —".
    func isDateline(_ extent: Extent) -> Bool {
        if let dateline = reading.document.dateline, dateline.contains(extent) { return true }
        guard isAllCapitals(extent), extent.count >= 4 else { return false }
        let rest = bytes[extent.end..<min(bytes.count, extent.end + 40)]
        guard let dash = rest.firstIndex(where: { $0 == 0xE2 || $0 == 0x28 || $0 == 0x2D || $0 == 0x2E }) else {
            return false
        }
        // Only spaces, commas and another name may stand before the dash or the agency.
        return bytes[dash] != 0x2E && rest[..<dash].allSatisfy { $0 >= 0x41 || $0 == 0x20 || $0 == 0x2C }
    }
}
