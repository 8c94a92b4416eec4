import Lexicons
import Testing

@testable @_spi(Lab) import Readings

@Suite("Model files")
struct ModelFileTests {
    private let good = ModelFile.bytes(description: "name: toy\n", version: 3, payload: Array(0..<100))

    private func reason(_ bytes: [UInt8], version: UInt32 = 3) -> String? {
        bytes.withUnsafeBytes { buffer in
            do throws(LexiconError) {
                _ = try ModelFile.check(buffer, name: "toy", version: version)
                return nil
            } catch {
                return error.reason
            }
        }
    }

    @Test("A written model is read back with its description and payload")
    func roundTrip() throws {
        try good.withUnsafeBytes { buffer in
            let (payload, description) = try ModelFile.check(buffer, name: "toy", version: 3)
            #expect(description == "name: toy\n")
            #expect(payload % 64 == 0)
            #expect(Array(buffer[payload...]) == Array(0..<100))
        }
    }

    @Test("Damage is named")
    func damage() {
        var flipped = good
        flipped[flipped.count - 1] ^= 1
        #expect(reason(flipped) == "the model's bytes do not match its hash")
        #expect(reason(Array(good.dropLast())) == "the model is cut short or too long")
        #expect(reason(good + [0]) == "the model is cut short or too long")
        #expect(reason(good, version: 4) == "the model has layout 3, this program reads layout 4")
        #expect(reason([]) == "it is no model file")
        #expect(reason(Array("name,value".utf8) + [UInt8](repeating: 0, count: 60)) == "it is no model file")
        var long = good
        long[12] = 0xFF
        long[13] = 0xFF
        long[14] = 0xFF
        long[15] = 0xFF
        #expect(reason(long) == "the model is cut short or too long")
    }

    @Test("The embedded models say what they are and under which licence")
    func headers() throws {
        for description in [
            try SegmenterModel(named: "models/english.segmenter").description,
            try LemmaModel(named: "models/english.lemmas").description,
        ] {
            #expect(description.contains("licence: CC BY-SA 4.0"))
            #expect(description.contains("data: UD_English-EWT"))
        }
    }
}
