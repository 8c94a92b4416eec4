import Texts

/// Lemmas as what is done to the form: most are the lower-cased form, or that without an ending.
enum LemmaCode {
    /// Bytes taken off the end of the lower-cased form, and what is put there. The first two are special: the form
    /// lower-cased, and the form as it stands. May grow at its end.
    static let rules: [(strip: Int, ending: StaticString)] = [
        (0, ""), (0, ""), (1, ""), (2, ""), (3, ""), (4, ""), (3, "e"), (3, "y"), (3, "f"), (3, "fe"), (2, "e"),
        (1, "e"), (2, "an"),
    ]
    static let lower = 0
    static let asItStands = 1

    /// The rule that is expected for a tag: no ending for plurals and inflected verbs, names as they stand.
    static func expected(_ xpos: XPOS, _ form: ArraySlice<UInt8>) -> Int {
        func ends(_ a: UInt8, _ b: UInt8) -> Bool {
            form.count > 2 && form[form.endIndex - 1] == b && form[form.endIndex - 2] == a
        }
        switch xpos {
        case .nnp, .nnps: return asItStands
        case .nns, .vbz: return form.count > 2 && form.last == UInt8(ascii: "s") ? 2 : lower
        case .vbd, .vbn: return ends(UInt8(ascii: "e"), UInt8(ascii: "d")) ? 3 : lower
        case .vbg: return ends(UInt8(ascii: "n"), UInt8(ascii: "g")) && form.count > 3 ? 4 : lower
        default: return lower
        }
    }

    /// What a rule makes of a form; ASCII letters alone are lowered. Nil when the form is too short.
    static func lemma(_ form: ArraySlice<UInt8>, rule: Int) -> String? {
        let (strip, ending) = rules[rule]
        guard form.count >= strip else { return nil }
        let count = form.count - strip + ending.utf8CodeUnitCount
        return String(unsafeUninitializedCapacity: count) { lemma in
            var at = 0
            for byte in form.dropLast(strip) {
                lemma[at] = rule == asItStands || byte &- 0x41 >= 26 ? byte : byte | 0x20
                at += 1
            }
            for i in 0..<ending.utf8CodeUnitCount { lemma[at + i] = ending.utf8Start[i] }
            return count
        }
    }

    /// Whether a rule makes that lemma of a form.
    static func matches(_ lemma: UnsafeBufferPointer<UInt8>, _ form: ArraySlice<UInt8>, rule: Int) -> Bool {
        let (strip, ending) = rules[rule]
        let stem = form.count - strip
        guard stem >= 0, lemma.count == stem + ending.utf8CodeUnitCount else { return false }
        for i in 0..<ending.utf8CodeUnitCount where lemma[stem + i] != ending.utf8Start[i] { return false }
        var at = form.startIndex
        for i in 0..<stem {
            let byte = form[at]
            at += 1
            guard lemma[i] == (rule == asItStands || byte &- 0x41 >= 26 ? byte : byte | 0x20) else { return false }
        }
        return true
    }
}
