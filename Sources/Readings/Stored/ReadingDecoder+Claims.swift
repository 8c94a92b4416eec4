import Texts

extension ReadingDecoder {
    mutating func readQuantities() throws(ReadingCodeError) {
        let count = try scanner.count(each: 8)
        reading.quantities.reserveCapacity(count)
        var near = 0
        for _ in 0..<count {
            let extent = try extent(near: &near)
            let flags = try scanner.number()
            var number = extent
            var last = near
            if flags & 16 != 0 { number = try self.extent(near: &last) }
            let low = try double()
            let high = flags & 32 != 0 ? try double() : low
            var quantity = Quantity(
                extent: extent, low: low, high: high, unit: try optionalString(), counts: try optionalString(),
                hedge: try optionalString(), kind: try one(ReadingCode.quantityKinds, flags & 3), rule: "")
            quantity.status = try one(ReadingCode.quantityStates, flags >> 2 & 3)
            quantity.number = number
            if flags & 64 != 0 { quantity.counted = try token(near: near) }
            if flags & 128 != 0 { quantity.scope = try extents(near: near) }
            if flags & 256 != 0 {
                quantity.factorLow = try double()
                quantity.factorHigh = try double()
            }
            quantity.rule = try string()
            reading.quantities.append(quantity)
        }
    }

    mutating func readAttributions() throws(ReadingCodeError) {
        let count = try scanner.count(each: 6)
        reading.attributions.reserveCapacity(count)
        var near = 0
        for i in 0..<count {
            let flags = try scanner.number()
            let cueHead = try token(near: near)
            near = cueHead
            let cue = try extents(near: near)
            let source = try extents(near: near)
            let content = try extents(near: near)
            var attribution = Attribution(
                source: source, cue: cue, content: content, kind: try one(ReadingCode.attributionKinds, flags & 3),
                cueHead: cueHead, anonymous: flags & 4 != 0, denies: flags & 8 != 0, rule: "")
            if flags & 16 != 0 { attribution.speaker = try scanner.index(below: reading.entities.count) }
            if flags & 32 != 0 { attribution.sourceHead = try token(near: near) }
            if flags & 64 != 0 { attribution.channel = try string() }
            if flags & 128 != 0 {
                let inside = i + (try scanner.signed())
                guard inside >= 0, inside < count else { throw .malformed }
                attribution.inside = inside
            }
            attribution.rule = try string()
            reading.attributions.append(attribution)
        }
        guard ReadingCode.isForest(reading.attributions.map { $0.inside ?? -1 }) else { throw .malformed }
    }

    mutating func readClaims() throws(ReadingCodeError) {
        let count = try scanner.count(each: 11)
        reading.claims.reserveCapacity(count)
        var (sentence, place, time, quantity, attribution) = (0, 0, 0, 0, 0)
        for _ in 0..<count {
            let flags = try scanner.number()
            sentence += try scanner.signed()
            guard reading.sentences.indices.contains(sentence) else { throw .malformed }
            let home = reading.sentences[sentence]
            let head = try token(near: home.tokens.lowerBound)
            var near = head
            let extent = flags & 16 == 0 ? home.extent : try self.extent(near: &near)
            near = head
            let predicate = flags & 32 == 0 ? reading.tokens[head].extent : try self.extent(near: &near)
            var claim = Claim(
                extent: extent, sentence: sentence, predicate: predicate, predicateToken: head,
                lemma: flags & 64 == 0 ? reading.tokens[head].lemma : try string(), type: try optionalString(),
                polarity: flags & 1 == 0 ? .affirmed : .denied,
                modality: try one(ReadingCode.modalities, flags >> 1 & 7),
                rule: "")
            claim.who = try arguments(near: head)
            claim.whom = try arguments(near: head)
            claim.places = try indexes(of: reading.places.count, near: &place)
            claim.times = try indexes(of: reading.times.count, near: &time)
            claim.quantities = try indexes(of: reading.quantities.count, near: &quantity)
            claim.attributions = try indexes(of: reading.attributions.count, near: &attribution)
            if flags & 128 != 0 { claim.background = try string() }
            claim.rule = try string()
            reading.claims.append(claim)
        }
    }

    private mutating func arguments(near: Int) throws(ReadingCodeError) -> [Claim.Argument] {
        let count = try scanner.count(each: 3)
        guard count > 0 else { return [] }
        var list: [Claim.Argument] = []
        list.reserveCapacity(count)
        for _ in 0..<count {
            var last = near
            let extent = try extent(near: &last)
            let head = try token(near: last)
            list.append(
                Claim.Argument(extent: extent, head: head, entity: try optionalIndex(of: reading.entities.count)))
        }
        return list
    }
}
