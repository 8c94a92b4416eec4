import Documents
import Texts

extension ReadingDecoder {
    mutating func readTokens() throws(ReadingCodeError) {
        let count = try scanner.count(each: 3)
        var exceptions = try exceptions(count)
        reading.tokens.reserveCapacity(count)
        var end = 0
        for i in 0..<count {
            var extent = forecast.word(after: end)
            if let (lower, upper) = exceptions.difference(of: i) {
                extent = try checked(extent.start + lower, extent.end + upper)
            }
            end = extent.end
            reading.tokens.append(Token(extent: extent))
        }
        exceptions = try self.exceptions(count)
        let surfaces = ReadingEncoder.surfaces(reading.tokens, forecast)
        for i in 0..<count {
            var extent = surfaces[i]
            if let (lower, upper) = exceptions.difference(of: i) {
                extent = try checked(extent.start + lower, extent.end + upper)
            }
            reading.tokens[i].surface = extent
        }
        let numbers = Array(try scanner.take(count))
        for i in 0..<count {
            guard numbers[i] == TagCode.other else {
                let pair = try one(TagCode.pairs, Int(numbers[i]))
                reading.tokens[i].xpos = pair.xpos
                reading.tokens[i].upos = pair.upos
                continue
            }
            guard let xpos = XPOS(rawValue: UInt8(try scanner.byte())),
                let upos = UPOS(rawValue: UInt8(try scanner.byte()))
            else { throw .malformed }
            reading.tokens[i].xpos = xpos
            reading.tokens[i].upos = upos
        }
        for i in 0..<count {
            let expected = ReadingEncoder.expectedRelation(numbers[i])
            guard let relation = TagCode.relation(try scanner.byte(), expected: expected) else { throw .malformed }
            reading.tokens[i].relation = relation
        }
        for i in 0..<count {
            let number = try scanner.number()
            if number == 0 { continue }
            let head = i + CodeScanner.unfolded(number)
            guard head >= 0, head < count else { throw .malformed }
            reading.tokens[i].head = head
        }
        guard ReadingCode.isForest(reading.tokens.map(\.head)) else { throw .malformed }
        try readLemmas()
    }

    private mutating func readLemmas() throws(ReadingCodeError) {
        let count = reading.tokens.count
        let exceptions = try scanner.count(each: 2)
        var next = 0
        for _ in 0..<exceptions {
            let token = next + (try scanner.number())
            guard token < count, token >= next else { throw .malformed }
            let code = try scanner.number()
            while next < token {
                try expectLemma(next)
                next += 1
            }
            if code & 1 == 0 {
                reading.tokens[token].lemma = try string(numbered: code >> 1)
            } else {
                guard code >> 1 < LemmaCode.rules.count else { throw .malformed }
                try makeLemma(token, rule: code >> 1)
            }
            next = token + 1
        }
        while next < count {
            try expectLemma(next)
            next += 1
        }
    }

    private mutating func expectLemma(_ token: Int) throws(ReadingCodeError) {
        let form = text[reading.tokens[token].extent.range]
        try makeLemma(token, rule: LemmaCode.expected(reading.tokens[token].xpos, form))
    }

    private mutating func makeLemma(_ token: Int, rule: Int) throws(ReadingCodeError) {
        let form = text[reading.tokens[token].extent.range]
        try spend(form.count + 2)
        guard let lemma = LemmaCode.lemma(form, rule: rule) else { throw .malformed }
        reading.tokens[token].lemma = lemma
    }

    mutating func readSentences() throws(ReadingCodeError) {
        let count = try scanner.count(each: 2)
        reading.sentences.reserveCapacity(count)
        var next = 0
        var block = 0
        for _ in 0..<count {
            let flags = try scanner.number()
            let lower = flags & 8 == 0 ? next : next + (try scanner.signed())
            let upper = lower + (try scanner.number())
            guard lower >= 0, upper <= reading.tokens.count else { throw .malformed }
            var extent = ReadingEncoder.extent(of: lower..<upper, reading.tokens)
            var near = lower
            if flags & 16 != 0 { extent = try self.extent(near: &near) }
            if flags & 32 != 0 { block += try scanner.signed() }
            guard extent.lower <= extent.upper, block >= 0, block < max(1, reading.document.blocks.count) else {
                throw .malformed
            }
            reading.sentences.append(
                Sentence(
                    extent: extent, tokens: lower..<upper, kind: try one(ReadingCode.sentenceKinds, flags & 7),
                    block: block))
            next = upper
        }
    }

    private mutating func exceptions(_ count: Int) throws(ReadingCodeError) -> Exceptions {
        var list: [(token: Int, lower: Int, upper: Int)] = []
        let length = try scanner.count(each: 3)
        list.reserveCapacity(length)
        var token = 0
        for _ in 0..<length {
            token += try scanner.number()
            guard token < count else { throw .malformed }
            list.append((token, try scanner.signed(), try scanner.signed()))
        }
        return Exceptions(list: list)
    }

    /// What an `ExceptionList` wrote; asked in order of words.
    private struct Exceptions {
        let list: [(token: Int, lower: Int, upper: Int)]
        private var at = 0

        init(list: [(token: Int, lower: Int, upper: Int)]) { self.list = list }

        mutating func difference(of token: Int) -> (lower: Int, upper: Int)? {
            while at < list.count, list[at].token < token { at += 1 }
            guard at < list.count, list[at].token == token else { return nil }
            return (list[at].lower, list[at].upper)
        }
    }
}
