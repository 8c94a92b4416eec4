import Readings
import Texts

extension DenialFinder {
    // MARK: What is known of both sides

    /// Affirmed claims that somebody stands for, or that are told as hearsay: what can be denied.
    func targets(_ sketches: [ClaimSketch]) -> [Target] {
        var targets: [Target] = []
        for sketch in sketches where !sketch.denied {
            let reading = readings[sketch.document]
            let claim = reading.claims[sketch.claim]
            let level = commitment.level(claim, reading)
            guard level != .open else { continue }
            targets.append(
                Target(
                    sketch: sketch, voice: voices.voice(claim.attributions, in: sketch.document), words: sketch.words,
                    isHearsay: level == .hearsay))
        }
        return targets
    }

    func answer(
        _ denial: DenialReader.Denial, _ document: Int, _ reading: Reading, _ words: [FoldedWord],
        _ entityOf: [Int32]
    ) -> Answer {
        let content = denial.object == .account ? Extent(0, 0) : denial.content
        var groups: [UInt16] = []
        for i in reading.tokens(in: content)
        where reading.tokens[i].upos == .verb || reading.tokens[i].upos == .noun {
            groups += families.groups(Sketcher.stem(reading.tokens[i].lemma), type: nil)
        }
        let verb = reading.tokens[denial.verb].extent
        var names: [UInt64] = []
        for i in reading.tokens(in: content) {
            let word = reading.tokens[i]
            if word.upos == .propn || (word.upos == .adj && Sketcher.isCapital(word.extent, reading)) {
                names.append(Sketcher.prefix(reading.form(i)))
            }
        }
        var voice = voices.own(document)
        var keys: [UInt64] = []
        if let denier = denial.denier {
            let extent = DenialReader.subtree(denier, reading)
            if reading.tokens[denier].upos != .pron {
                for i in reading.tokens(in: extent).prefix(12) {
                    let word = reading.tokens[i]
                    if word.upos == .propn || (word.upos == .adj && Sketcher.isCapital(word.extent, reading)) {
                        keys.append(Sketcher.prefix(reading.form(i)))
                    }
                    if entityOf[i] >= 0 { keys.append(Sketcher.key(Int(entityOf[i]), reading, personOf[document])) }
                }
            }
            voice = voices.voice(ofToken: denier, extent, entity: entity(denier, reading, entityOf), in: document)
        }
        // The reading's own attribution knows more: who "it" is, how a long name is cut.
        if let index = reading.attributions.firstIndex(where: { $0.cueHead == denial.verb || $0.cue.contains(verb) }),
            !reading.attributions[index].source.isEmpty
        {
            let said = voices.voice([index], in: document)
            if said.source != nil { voice = said }
        }
        return Answer(
            document: document, denial: denial, voice: voice, denierKeys: Array(Set(keys)).sorted(),
            words: sketcher.vector(words[Sketcher.range(content, words)], without: verb),
            names: Array(Set(names)).sorted(), groups: denial.object == .account ? [] : groups)
    }

    private func entity(_ token: Int, _ reading: Reading, _ entityOf: [Int32]) -> Int? {
        if entityOf[token] >= 0 { return Int(entityOf[token]) }
        return reading.references.first { $0.token == token }?.entity
    }

    func names(of target: Target) -> [UInt64] {
        let reading = readings[target.sketch.document]
        let sentence = reading.sentences[target.sketch.sentence]
        var names: [UInt64] = []
        for i in sentence.tokens.prefix(120) {
            let word = reading.tokens[i]
            if word.upos == .propn || (word.upos == .adj && Sketcher.isCapital(word.extent, reading)) {
                names.append(Sketcher.prefix(reading.form(i)))
            }
        }
        return Array(Set(names)).sorted()
    }

    /// Proper words among a claim's agents alone.
    func agents(of sketch: ClaimSketch) -> [UInt64] {
        let reading = readings[sketch.document]
        var names: [UInt64] = []
        for argument in reading.claims[sketch.claim].who {
            for i in reading.tokens(in: argument.extent).prefix(10) {
                let word = reading.tokens[i]
                if word.upos == .propn || (word.upos == .adj && Sketcher.isCapital(word.extent, reading)) {
                    names.append(Sketcher.prefix(reading.form(i)))
                }
            }
        }
        return Array(Set(names)).sorted()
    }
}
