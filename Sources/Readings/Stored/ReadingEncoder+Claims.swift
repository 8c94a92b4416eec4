import Texts

extension ReadingEncoder {
    mutating func writeQuantities() {
        out.number(reading.quantities.count)
        var near = 0
        for quantity in reading.quantities {
            extent(quantity.extent, near: &near)
            var last = near
            var flags = code(quantity.kind, ReadingCode.quantityKinds)
            flags |= code(quantity.status, ReadingCode.quantityStates) << 2
            if quantity.number != quantity.extent { flags |= 16 }
            if quantity.low?.bitPattern != quantity.high?.bitPattern { flags |= 32 }
            if quantity.counted != nil { flags |= 64 }
            if !quantity.scope.isEmpty { flags |= 128 }
            if quantity.factorLow != nil || quantity.factorHigh != nil { flags |= 256 }
            out.number(flags)
            if flags & 16 != 0 { extent(quantity.number, near: &last) }
            double(quantity.low)
            if flags & 32 != 0 { double(quantity.high) }
            optional(quantity.unit)
            optional(quantity.counts)
            optional(quantity.hedge)
            if let counted = quantity.counted { token(counted, near: near) }
            if flags & 128 != 0 { extents(quantity.scope, near: near) }
            if flags & 256 != 0 {
                double(quantity.factorLow)
                double(quantity.factorHigh)
            }
            string(quantity.rule)
        }
    }

    private mutating func extents(_ list: [Extent], near: Int) {
        var near = near
        out.number(list.count)
        for one in list { extent(one, near: &near) }
    }

    mutating func writeAttributions() {
        let count = reading.attributions.count
        out.number(count)
        var near = 0
        for (i, attribution) in reading.attributions.enumerated() {
            var flags = code(attribution.kind, ReadingCode.attributionKinds)
            if attribution.anonymous { flags |= 4 }
            if attribution.denies { flags |= 8 }
            if attribution.speaker != nil { flags |= 16 }
            if attribution.sourceHead != nil { flags |= 32 }
            if attribution.channel != nil { flags |= 64 }
            if attribution.inside != nil { flags |= 128 }
            out.number(flags)
            token(attribution.cueHead, near: near)
            near = attribution.cueHead
            extents(attribution.cue, near: near)
            extents(attribution.source, near: near)
            extents(attribution.content, near: near)
            if let speaker = attribution.speaker { index(speaker, of: reading.entities.count) }
            if let head = attribution.sourceHead { token(head, near: near) }
            if let channel = attribution.channel { string(channel) }
            if let inside = attribution.inside {
                if inside < 0 || inside >= count { fits = false }
                out.signed(inside - i)
            }
            string(attribution.rule)
        }
        if !ReadingCode.isForest(reading.attributions.map { $0.inside ?? -1 }) { fits = false }
    }

    mutating func writeClaims() {
        out.number(reading.claims.count)
        var (sentence, place, time, quantity, attribution) = (0, 0, 0, 0, 0)
        for claim in reading.claims {
            if !reading.sentences.indices.contains(claim.sentence)
                || !reading.tokens.indices.contains(claim.predicateToken)
            {
                fits = false
                return
            }
            let home = reading.sentences[claim.sentence]
            let head = reading.tokens[claim.predicateToken]
            var flags = claim.polarity == .denied ? 1 : 0
            flags |= code(claim.modality, ReadingCode.modalities) << 1
            if claim.extent != home.extent { flags |= 16 }
            if claim.predicate != head.extent { flags |= 32 }
            if !StringCode.same(claim.lemma, head.lemma) { flags |= 64 }
            if claim.background != nil { flags |= 128 }
            out.number(flags)
            out.signed(claim.sentence - sentence)
            sentence = claim.sentence
            token(claim.predicateToken, near: home.tokens.lowerBound)
            var near = claim.predicateToken
            if flags & 16 != 0 { extent(claim.extent, near: &near) }
            near = claim.predicateToken
            if flags & 32 != 0 { extent(claim.predicate, near: &near) }
            if flags & 64 != 0 { string(claim.lemma) }
            optional(claim.type)
            arguments(claim.who, near: claim.predicateToken)
            arguments(claim.whom, near: claim.predicateToken)
            indexes(claim.places, of: reading.places.count, near: &place)
            indexes(claim.times, of: reading.times.count, near: &time)
            indexes(claim.quantities, of: reading.quantities.count, near: &quantity)
            indexes(claim.attributions, of: reading.attributions.count, near: &attribution)
            if let background = claim.background { string(background) }
            string(claim.rule)
        }
    }

    private mutating func arguments(_ list: [Claim.Argument], near: Int) {
        out.number(list.count)
        for argument in list {
            var last = near
            extent(argument.extent, near: &last)
            token(argument.head, near: last)
            optional(argument.entity, of: reading.entities.count)
        }
    }
}
