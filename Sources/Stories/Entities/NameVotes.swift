import Readings
import Texts

/// Takes back places that a story's texts mostly name as people or bodies: "Khashoggi" in "the Khashoggi case" is no town.
///
/// Each name votes for what its form is, a person's surname too; where people and bodies have two votes at least and twice as many as
/// places, a place of that form that is a town, a point or not located stands for somebody, not for where.
enum NameVotes {
    private struct Votes {
        var places = 0
        var others = 0
    }

    /// Changes the role of such places to `actor`, and says so in their rule.
    static func settle(_ readings: inout [Reading]) {
        var votes: [String: Votes] = [:]
        for reading in readings {
            for name in reading.names {
                let words = NameKey.words(reading.text[name.extent])
                guard let last = words.last else { continue }
                switch name.kind {
                case .place: votes[words.joined(separator: " "), default: Votes()].places += 1
                case .person:
                    votes[words.joined(separator: " "), default: Votes()].others += 1
                    if words.count > 1 { votes[last, default: Votes()].others += 1 }
                case .organisation: votes[words.joined(separator: " "), default: Votes()].others += 1
                case .other: continue
                }
            }
        }
        for r in readings.indices {
            for p in readings[r].places.indices {
                let place = readings[r].places[p]
                guard place.role == .place, isFine(place) else { continue }
                let form = NameKey.words(readings[r].text[place.extent]).joined(separator: " ")
                guard let vote = votes[form], vote.others >= 2, vote.others >= 2 * vote.places else { continue }
                readings[r].places[p].role = .actor
                readings[r].places[p].rule += ".named"
            }
        }
    }

    private static func isFine(_ place: Place) -> Bool {
        guard place.latitude != nil else { return true }
        switch place.precision {
        case .point, .town, .district: return true
        case .region, .country, .area: return false
        }
    }
}
