import JSON
import Testing

@Suite("JSON")
struct JSONTests {
    @Test("A value is written as it was read")
    func roundTrip() throws {
        let source = #"{"b":[1,-2.5e3,true,false,null,"q\"\\\n\u0001é🌊"],"a":{},"c":[]}"#
        var json = JSONWriter()
        json.value(try JSONParser.parse(Array(source.utf8)))
        #expect(json.string == source)
    }

    @Test("Indented output")
    func indented() {
        var json = JSONWriter(indent: 2)
        json.object { json in
            json.member("a", 1)
            json.name("b")
            json.array([1, 2]) { $0.value($1) }
            json.name("c")
            json.object { _ in }
        }
        #expect(json.string == "{\n  \"a\": 1,\n  \"b\": [\n    1,\n    2\n  ],\n  \"c\": {}\n}")
    }

    @Test("What must be escaped is found at every place of a long string, and nothing else")
    func everyPlace() throws {
        for length in 1...40 {
            for place in 0..<length {
                for odd in ["\"", "\\", "\u{0}", "\n", "\u{1F}", "\u{20}", "\u{7F}", "\u{80}", "!", "#", "[", "]", "é"]
                {
                    let text =
                        String(repeating: "a", count: place) + odd + String(repeating: "~", count: length - place - 1)
                    var json = JSONWriter()
                    json.value(text)
                    let written = json.string
                    let escaped = ["\"", "\\", "\u{0}", "\n", "\u{1F}"].contains(odd)
                    #expect(written.utf8.contains(UInt8(ascii: "\\")) == escaped)
                    #expect(try JSONParser.parse(Array(written.utf8)).string == text)
                    if escaped, odd != "\"", odd != "\\" {
                        #expect(throws: JSONError.self) { try JSONParser.parse(Array("\"\(text)\"".utf8)) }
                    }
                }
            }
        }
    }

    @Test(
        "Whole numbers of every length",
        arguments: [
            0, 9, 10, 12_345_678, 99_999_999, 100_000_000, 123_456_789, 1_000_000_000_000_001, Int.max, Int.min, -7,
            -100_000_001,
        ])
    func numbers(_ number: Int) {
        var json = JSONWriter()
        json.value(number)
        #expect(json.string == String(number))
    }

    @Test("A stretch is read as if it stood alone; one that lies outside is none")
    func stretches() throws {
        let bytes = Array(#"x{"a":"b\u00e9"}y"#.utf8)
        #expect(try JSONParser.parse(bytes, in: 1..<(bytes.count - 1))["a"]?.string == "bé")
        #expect(throws: JSONError.self) { try JSONParser.parse(bytes, in: 90..<100) }
    }

    @Test("Escapes, surrogate pairs and lone surrogates")
    func escapes() throws {
        let value = try JSONParser.parse(Array(#""\ud83c\udf0a \ud83c \u00e9\/\t""#.utf8))
        #expect(value.string == "🌊 \u{FFFD} é/\t")
    }

    @Test(
        "What is no JSON text is refused with its place",
        arguments: [
            ("", 0), ("{", 1), (#"{"a":1"#, 6), (#"{"a" 1}"#, 5), ("[1,]", 3), ("01", 1), ("-", 1), ("1.", 2),
            (#""abc"#, 4),
            (#""\x""#, 3), ("nul", 0), ("[1] 2", 4), ("\"a\u{1}\"", 2), (#""\u12g4""#, 5),
        ])
    func refused(_ source: String, _ position: Int) {
        #expect { try JSONParser.parse(Array(source.utf8)) } throws: { error in
            (error as? JSONError)?.position == position
        }
    }

    @Test("Deep nesting ends in an error, not in a crash")
    func deep() {
        let bytes = [UInt8](repeating: UInt8(ascii: "["), count: 1_000_000)
        #expect(throws: JSONError.self) { try JSONParser.parse(bytes) }
    }

    @Test("The last of two members with one name counts; numbers that JSON cannot say are null")
    func members() throws {
        let value = try JSONParser.parse(Array(#"{"a":1,"a":2}"#.utf8))
        #expect(value["a"]?.int == 2)
        var json = JSONWriter()
        json.array([Double.infinity, .nan, 1.5, -3]) { $0.value($1) }
        #expect(json.string == "[null,null,1.5,-3]")
    }
}
