import Moments
import Texts

extension ReadingDecoder {
    private mutating func form(of mentions: [Int]) throws(ReadingCodeError) -> String {
        let number = try scanner.number()
        guard number > 0 else { return try string() }
        guard number <= mentions.count else { throw .malformed }
        return try string(at: reading.names[mentions[number - 1]].extent)
    }

    mutating func readNames() throws(ReadingCodeError) {
        let entities = try scanner.count()
        reading.entities = [Entity](repeating: Entity(name: "", kind: .other, mentions: []), count: entities)
        let count = try scanner.count(each: 3)
        reading.names.reserveCapacity(count)
        var near = 0
        var known = 0
        for _ in 0..<count {
            let flags = try scanner.number()
            let lower = near + (try scanner.signed())
            let upper = lower + flags >> 5
            guard lower >= 0, upper <= reading.tokens.count else { throw .malformed }
            near = upper
            var extent = ReadingEncoder.extent(of: lower..<upper, reading.tokens)
            if flags & 4 != 0 {
                var near = lower
                extent = try self.extent(near: &near)
            }
            guard extent.lower <= extent.upper else { throw .malformed }
            var entity: Int?
            if flags & 16 != 0 {
                entity = try scanner.index(below: entities)
            } else if flags & 8 == 0 {
                guard known < entities else { throw .malformed }
                entity = known
                known += 1
            }
            var name = Name(
                extent: extent, tokens: lower..<upper, kind: try one(ReadingCode.nameKinds, flags & 3),
                rule: try string())
            name.entity = entity
            reading.names.append(name)
        }
    }

    mutating func readEntities() throws(ReadingCodeError) {
        var byNames = [[Int]](repeating: [], count: reading.entities.count)
        for (i, name) in reading.names.enumerated() { if let entity = name.entity { byNames[entity].append(i) } }
        for i in reading.entities.indices {
            let flags = try scanner.number()
            var variants = flags >> 3 & 3
            if variants == 3 { variants += try scanner.count() }
            var roles = flags >> 5 & 3
            if roles == 3 { roles += try scanner.count() }
            let kind = flags & 1 == 0 ? nil : try one(ReadingCode.nameKinds, try scanner.number())
            var mentions = byNames[i]
            if flags & 2 != 0 {
                var near = 0
                mentions = try indexes(of: reading.names.count, near: &near)
            }
            let first = mentions.first
            let name: String
            if flags & 4 == 0 {
                guard let first else { throw .malformed }
                name = try string(at: reading.names[first].extent)
            } else {
                name = try form(of: mentions)
            }
            var entity = Entity(
                name: name, kind: kind ?? first.map { reading.names[$0].kind } ?? .other, mentions: mentions)
            for _ in 0..<variants { entity.variants.append(try form(of: mentions)) }
            for _ in 0..<roles { entity.roles.append(try string()) }
            reading.entities[i] = entity
        }
    }

    mutating func readReferences() throws(ReadingCodeError) {
        let count = try scanner.count(each: 5)
        reading.references.reserveCapacity(count)
        var near = 0
        for _ in 0..<count {
            let extent = try extent(near: &near)
            let token = try token(near: near)
            let entity = try scanner.index(below: reading.entities.count)
            let rule = try scanner.number()
            reading.references.append(
                Reference(
                    extent: extent, token: token, entity: entity, kind: rule & 1 == 0 ? .pronoun : .nominal,
                    rule: try string(numbered: rule >> 1)))
        }
    }

    // MARK: Times and places

    private mutating func moment(from base: Int64) throws(ReadingCodeError) -> Moment? {
        let code = try scanner.number()
        guard code > 0 else { return nil }
        guard let seconds = ReadingCode.seconds(code - 1), abs(base + seconds) <= ReadingCode.farthest else {
            throw .malformed
        }
        return Moment(seconds: base + seconds)
    }

    mutating func readTimes() throws(ReadingCodeError) {
        let base = ReadingCode.base(reading.document)
        let count = try scanner.count(each: 6)
        reading.times.reserveCapacity(count)
        var near = 0
        for _ in 0..<count {
            let extent = try extent(near: &near)
            let flags = try scanner.number()
            var time = TimeExpression(
                extent: extent, kind: try one(ReadingCode.timeKinds, flags & 3), value: "",
                precision: try one(ReadingCode.timePrecisions, flags >> 4), rule: "")
            if flags & 8 == 0 {
                time.earliest = try moment(from: base)
                time.latest = try moment(from: time.earliest?.seconds ?? base)
            }
            if let value = try optionalString() {
                time.value = value
            } else {
                guard let day = ReadingCode.day(time) else { throw .malformed }
                time.value = day
            }
            if flags & 4 != 0 { time.modifier = try string() }
            time.rule = try string()
            time.anchor = try string()
            reading.times.append(time)
        }
    }

    mutating func readPlaces() throws(ReadingCodeError) {
        let count = try scanner.count(each: 5)
        reading.places.reserveCapacity(count)
        var near = 0
        var name = 0
        for i in 0..<count {
            let extent = try extent(near: &near)
            let flags = try scanner.number()
            var place = Place(
                extent: extent, label: "", precision: try one(ReadingCode.placePrecisions, flags & 7),
                role: flags & 8 == 0 ? .place : .actor, rule: "")
            if flags & 16 != 0 {
                name += try scanner.signed()
                guard name >= 0, name < reading.names.count else { throw .malformed }
                place.name = name
            }
            place.rule = try string()
            if flags & 32 != 0 {
                let back = try scanner.number()
                guard back > 0, back <= i else { throw .malformed }
                let twin = reading.places[i - back]
                place.latitude = twin.latitude
                place.longitude = twin.longitude
                place.label = twin.label
                place.country = twin.country
                place.region = twin.region
                place.gazetteer = twin.gazetteer
            } else {
                place.latitude = try double()
                place.longitude = try double()
                if let label = try optionalString() {
                    place.label = label
                } else {
                    place.label = try string(at: extent)
                }
                place.country = try optionalString()
                place.region = try optionalString()
                place.gazetteer = try gazetteer()
            }
            reading.places.append(place)
        }
    }

    private mutating func gazetteer() throws(ReadingCodeError) -> String? {
        let number = try scanner.number()
        switch number {
        case 0: return nil
        case 1: return try string()
        default:
            let id = ReadingCode.geonames(number - 2)
            try spend(id.utf8.count)
            return id
        }
    }
}
