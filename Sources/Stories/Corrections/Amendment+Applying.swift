public import Documents
import Moments
import Readings
import Texts

extension Amendment {
    /// Documents with the dates that people put right, before anything is read off them.
    public static func applied(_ amendments: [Amendment], to documents: [Document]) -> [Document] {
        var dates: [String: Dated] = [:]
        for amendment in amendments {
            guard case .date(let document, nil, let value) = amendment.change else { continue }
            dates[document] = Dated(iso: value, rule: amendment.rule)
        }
        guard !dates.isEmpty else { return documents }
        return documents.map { document in
            guard let date = dates[document.id] else { return document }
            var document = document
            document.published = date
            return document
        }
    }

    /// Stands where a reading's rule would.
    var rule: String { "correction \(id)" }

    /// Puts a reading right; false when the correction does not concern it.
    func apply(to reading: inout Reading) -> Bool {
        switch change {
        case .date(reading.document.id, let at?, let value): return date(&reading, at, value)
        case .date(reading.document.id, nil, _), .apart(reading.document.id, _): return true
        case .place(reading.document.id, let at, let name, let latitude, let longitude):
            return place(&reading, at, name, latitude, longitude)
        case .samePerson(let name, let other): return rename(&reading, name, other)
        case .split(_, let documents): return documents.contains(reading.document.id)
        case .reprints(let outlet, _):
            return Self.alike(outlet, reading.document.outlet?.value.name ?? "")
        case .date, .apart, .place, .merge: return false
        }
    }

    /// Names without regard to the case of ASCII letters.
    public static func alike(_ a: String, _ b: String) -> Bool { a.lowercased() == b.lowercased() }

    private func date(_ reading: inout Reading, _ at: Int, _ value: String) -> Bool {
        guard let dated = Dated(iso: value, rule: rule), let sentence = Self.sentence(at, in: reading) else {
            return false
        }
        let extent = reading.sentences[sentence].extent
        let length: Int64 =
            switch dated.precision {
            case .second: 1
            case .minute: 60
            case .hour: 3600
            default: 86_400
            }
        func right(_ extent: Extent) -> TimeExpression {
            TimeExpression(
                extent: extent, kind: dated.precision < .day ? .time : .date, value: value, earliest: dated.moment,
                latest: dated.moment.adding(seconds: length), precision: dated.precision, rule: rule,
                anchor: "said by \(author)")
        }
        var found = false
        for i in reading.times.indices where extent.start <= reading.times[i].extent.start {
            guard reading.times[i].extent.end <= extent.end,
                reading.times[i].kind == .date || reading.times[i].kind == .time
            else { continue }
            reading.times[i] = right(reading.times[i].extent)
            found = true
        }
        if !found { reading.times.append(right(extent)) }
        for i in reading.claims.indices where reading.claims[i].sentence == sentence {
            if reading.claims[i].times.isEmpty, !found { reading.claims[i].times = [reading.times.count - 1] }
            reading.claims[i].background = nil
        }
        return true
    }

    private func place(
        _ reading: inout Reading, _ at: Int, _ name: String?, _ latitude: Double, _ longitude: Double
    ) -> Bool {
        guard let sentence = Self.sentence(at, in: reading) else { return false }
        let extent = reading.sentences[sentence].extent
        var found = false
        for i in reading.places.indices {
            guard extent.start <= reading.places[i].extent.start, reading.places[i].extent.end <= extent.end else {
                continue
            }
            found = true
            let old = reading.places[i]
            reading.places[i] = Place(
                extent: old.extent, name: old.name, latitude: name == nil ? nil : latitude,
                longitude: name == nil ? nil : longitude, label: name ?? old.label, precision: .town, role: old.role,
                rule: rule)
        }
        if name == nil {
            for i in reading.claims.indices where reading.claims[i].sentence == sentence {
                reading.claims[i].places = []
            }
        } else if !found, let name {
            reading.places.append(
                Place(
                    extent: extent, latitude: latitude, longitude: longitude, label: name, precision: .town,
                    rule: rule))
            for i in reading.claims.indices where reading.claims[i].sentence == sentence {
                reading.claims[i].places = [reading.places.count - 1]
            }
        }
        return true
    }

    private func rename(_ reading: inout Reading, _ name: String, _ other: String) -> Bool {
        var found = false
        for i in reading.entities.indices {
            let entity = reading.entities[i]
            guard Self.alike(entity.name, name) || entity.variants.contains(where: { Self.alike($0, name) }) else {
                continue
            }
            found = true
            reading.entities[i].variants.append(entity.name)
            reading.entities[i].name = other
        }
        // "Police" is no name in the text: what they say is said by the other from here on.
        var speaker: Int?
        for i in reading.attributions.indices where reading.attributions[i].speaker == nil {
            guard let source = reading.attributions[i].source.first,
                Self.alike(Self.bare(reading.text[source]), Self.bare(name))
            else { continue }
            if speaker == nil {
                speaker = reading.entities.firstIndex { Self.alike($0.name, other) } ?? reading.entities.count
                if speaker == reading.entities.count {
                    reading.entities.append(Entity(name: other, kind: .organisation, mentions: []))
                }
            }
            reading.attributions[i].speaker = speaker
            reading.attributions[i].anonymous = false
            found = true
        }
        return found
    }

    /// A name without its article.
    private static func bare(_ name: String) -> String {
        name.lowercased().hasPrefix("the ") ? String(name.dropFirst(4)) : name
    }

    /// People under the names that people said to print.
    static func named(_ amendments: [Amendment], _ people: [Person]) -> [Person] {
        var people = people
        for amendment in amendments {
            guard case .samePerson(_, let name) = amendment.change else { continue }
            for i in people.indices where people[i].variants.contains(where: { alike($0, name) }) {
                people[i].variants.removeAll { alike($0, name) }
                people[i].variants.insert(people[i].name, at: 0)
                people[i].name = name
            }
        }
        return people
    }

    static func sentence(_ at: Int, in reading: Reading) -> Int? {
        reading.sentences.firstIndex { $0.extent.start <= at && at < $0.extent.end }
    }

    /// Takes tellings that people set apart out of the events they were joined to.
    static func setApart(
        _ amendments: [Amendment], _ drafts: [EventBuilder.Draft], _ sketches: [ClaimSketch], _ readings: [Reading]
    ) -> [EventBuilder.Draft] {
        var drafts = drafts
        for amendment in amendments {
            guard case .apart(let document, let at) = amendment.change else { continue }
            for d in drafts.indices where drafts[d].sketches.count > 1 {
                let out = drafts[d].sketches.filter { i in
                    let reading = readings[sketches[i].document]
                    return reading.document.id == document && sketches[i].sentence == sentence(at, in: reading)
                }
                guard !out.isEmpty, out.count < drafts[d].sketches.count else { continue }
                drafts[d].sketches.removeAll { out.contains($0) }
                drafts.append(
                    EventBuilder.Draft(
                        sketches: out, why: "set apart by \(amendment.author): \(amendment.reason)"))
            }
        }
        return drafts
    }

    /// Makes what people call reprints copies of the other outlet's document before them.
    static func reprinted(_ amendments: [Amendment], _ origins: [Origin], _ readings: [Reading]) -> [Origin] {
        var origins = origins
        for amendment in amendments {
            guard case .reprints(let outlet, let source) = amendment.change else { continue }
            func isOf(_ i: Int, _ name: String) -> Bool {
                readings[i].document.outlet.map { alike($0.value.name, name) } ?? false
            }
            for i in origins.indices where isOf(i, outlet) && origins[i].relation != .version {
                let earlier = readings.indices.last { j in
                    guard j != i, isOf(j, source) else { return false }
                    guard let a = readings[j].document.published?.moment, let b = readings[i].document.published?.moment
                    else { return true }
                    return a <= b
                }
                origins[i] = Origin(
                    relation: .cites, document: earlier, outlet: source, share: origins[i].share,
                    why: "\(amendment.author) says that \(outlet) reprints \(source): \(amendment.reason)",
                    root: earlier.map { origins[$0].root } ?? "outlet \(source.lowercased())")
            }
        }
        return origins
    }
}

extension Story {
    /// What went into a story or out of it concerns no reading of it, but whoever looks at the story should see it.
    ///
    /// - Parameter amendments: among others, the merges and splits of this story.
    public mutating func tell(_ amendments: [Amendment]) {
        for amendment in amendments {
            switch amendment.change {
            case .merge, .split:
                if !self.amendments.contains(amendment) { self.amendments.append(amendment) }
            default: continue
            }
        }
    }

    /// What a correction does, in a line for people.
    public func words(_ amendment: Amendment) -> String {
        amendment.words { id in readings.first { $0.document.id == id }?.text }
    }
}
