import Moments
import Texts

extension ReadingEncoder {
    /// A form of a name: the number of the mention that reads so, from 1, or 0 and the string.
    private mutating func form(_ string: String, of mentions: [Int]) {
        for (i, mention) in mentions.enumerated() where reading.names.indices.contains(mention) {
            guard isText(string, reading.names[mention].extent) else { continue }
            made += string.utf8.count
            out.number(i + 1)
            return
        }
        out.number(0)
        self.string(string)
    }

    mutating func writeNames() {
        let entities = reading.entities.count
        out.number(entities)
        out.number(reading.names.count)
        var near = 0
        var known = 0
        for name in reading.names {
            let tokens = name.tokens
            if tokens.lowerBound < 0 || tokens.upperBound > reading.tokens.count {
                fits = false
                return
            }
            let expected = Self.extent(of: tokens, reading.tokens)
            var flags = code(name.kind, ReadingCode.nameKinds)
            if name.extent != expected { flags |= 4 }
            if name.entity == nil { flags |= 8 } else if name.entity != known { flags |= 16 }
            out.number(flags | tokens.count << 5)
            out.signed(tokens.lowerBound - near)
            near = tokens.upperBound
            if name.extent != expected {
                var near = tokens.lowerBound
                extent(name.extent, near: &near)
            }
            if let entity = name.entity {
                if entity != known { index(entity, of: entities) }
                if entity >= entities { fits = false }
                if entity == known { known += 1 }
            }
            string(name.rule)
        }
    }

    mutating func writeEntities() {
        var byNames = [[Int]](repeating: [], count: reading.entities.count)
        for (i, name) in reading.names.enumerated() {
            if let entity = name.entity, byNames.indices.contains(entity) { byNames[entity].append(i) }
        }
        for (i, entity) in reading.entities.enumerated() {
            let first = entity.mentions.first
            if entity.mentions.contains(where: { $0 < 0 || $0 >= reading.names.count }) {
                fits = false
                return
            }
            let kind = first.map { reading.names[$0].kind } ?? .other
            var flags = entity.kind != kind ? 1 : 0
            if entity.mentions != byNames[i] { flags |= 2 }
            let isFirst = first.map { isText(entity.name, reading.names[$0].extent) } ?? false
            if !isFirst { flags |= 4 }
            flags |= min(3, entity.variants.count) << 3 | min(3, entity.roles.count) << 5
            out.number(flags)
            if entity.variants.count >= 3 { out.number(entity.variants.count - 3) }
            if entity.roles.count >= 3 { out.number(entity.roles.count - 3) }
            if entity.kind != kind { out.number(code(entity.kind, ReadingCode.nameKinds)) }
            if entity.mentions != byNames[i] {
                var near = 0
                indexes(entity.mentions, of: reading.names.count, near: &near)
            }
            if isFirst { made += entity.name.utf8.count } else { form(entity.name, of: entity.mentions) }
            for variant in entity.variants { form(variant, of: entity.mentions) }
            for role in entity.roles { string(role) }
        }
    }

    mutating func writeReferences() {
        out.number(reading.references.count)
        var near = 0
        for reference in reading.references {
            extent(reference.extent, near: &near)
            token(reference.token, near: near)
            index(reference.entity, of: reading.entities.count)
            out.number(strings.number(of: reference.rule) << 1 | (reference.kind == .pronoun ? 0 : 1))
        }
    }

    // MARK: Times and places

    private mutating func moment(_ moment: Moment?, from base: Int64) {
        guard let moment else { return out.number(0) }
        if abs(moment.seconds) > ReadingCode.farthest || abs(moment.seconds - base) > ReadingCode.farthest {
            fits = false
            return
        }
        out.number(1 + ReadingCode.code(moment.seconds - base))
    }

    mutating func writeTimes() {
        let base = ReadingCode.base(reading.document)
        out.number(reading.times.count)
        var near = 0
        for time in reading.times {
            extent(time.extent, near: &near)
            var flags = code(time.kind, ReadingCode.timeKinds)
            if time.modifier != nil { flags |= 4 }
            if time.earliest == nil && time.latest == nil { flags |= 8 }
            out.number(flags | code(time.precision, ReadingCode.timePrecisions) << 4)
            if flags & 8 == 0 {
                moment(time.earliest, from: base)
                moment(time.latest, from: time.earliest?.seconds ?? base)
            }
            if let day = ReadingCode.day(time), StringCode.same(day, time.value) {
                out.number(0)
            } else {
                optional(time.value)
            }
            if let modifier = time.modifier { string(modifier) }
            string(time.rule)
            string(time.anchor)
        }
    }

    mutating func writePlaces() {
        out.number(reading.places.count)
        var near = 0
        var name = 0
        var latest: [ReadingCode.SamePlace: Int] = [:]
        for (i, place) in reading.places.enumerated() {
            extent(place.extent, near: &near)
            let twin = latest.updateValue(i, forKey: ReadingCode.SamePlace(place: place))
            var flags = code(place.precision, ReadingCode.placePrecisions)
            if place.role == .actor { flags |= 8 }
            if place.name != nil { flags |= 16 }
            if twin != nil { flags |= 32 }
            out.number(flags)
            if let index = place.name {
                if index < 0 || index >= reading.names.count { fits = false }
                out.signed(index - name)
                name = index
            }
            string(place.rule)
            if let twin {
                out.number(i - twin)
                continue
            }
            double(place.latitude)
            double(place.longitude)
            if isText(place.label, place.extent) {
                made += place.label.utf8.count
                out.number(0)
            } else {
                optional(place.label)
            }
            optional(place.country)
            optional(place.region)
            gazetteer(place.gazetteer)
        }
    }

    /// 0 for none, 1 and a string for names of other lists, else the GeoNames number and 2.
    private mutating func gazetteer(_ id: String?) {
        guard let id else { return out.number(0) }
        if id.hasPrefix("geonames:"), let number = Int(id.dropFirst(9)), number >= 0, number < 1 << 40,
            StringCode.same(ReadingCode.geonames(number), id)
        {
            made += id.utf8.count
            out.number(number + 2)
        } else {
            out.number(1)
            string(id)
        }
    }
}
