import Lexicons

/// Finds time expressions and places them on the calendar.
final class TimeReader {
    init() throws(LexiconError) {}

    func read(_ reading: inout Reading) {}
}
