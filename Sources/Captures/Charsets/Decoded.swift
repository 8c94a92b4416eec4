import Glibc
import Texts

/// Bytes turned into UTF-8, with the rule that chose the character set and what is odd about it.
///
/// Order, as the WHATWG HTML standard has it: byte order mark; transport; what the page or document says; detection.
/// The choice is then checked against the bytes.
public struct Decoded: Sendable {
    /// The text as UTF-8, without a byte order mark.
    public var utf8: [UInt8]
    /// The character set.
    public var charset: Charset
    /// "byte order mark", "transport", "meta", "utf-8 by its bytes", "detected", "default".
    public var rule: String
    /// What is odd: "charset" (the statement does not fit the bytes), "mojibake".
    public var warnings: [Capture.Warning] = []

    /// Decodes a page or document.
    ///
    /// - Parameters:
    ///   - transport: the set the transport stated.
    ///   - stated: the set the content states about itself (`meta`, XML declaration).
    public init(_ bytes: [UInt8], transport: String?, stated: @autoclosure () -> String?) {
        if let mark = Self.mark(bytes) {
            let decoded = mark.charset.decode(bytes[mark.length...])
            self.init(utf8: decoded.utf8, charset: mark.charset, rule: "byte order mark")
        } else {
            let check = UTF8Check(bytes)
            let (isUTF8, isASCII) = (check.isValid, check.isASCII)
            var choice: (charset: Charset, rule: String)?
            if let transport, let charset = Charset(label: transport) {
                choice = (charset, "transport")
            } else if let stated = stated(), let charset = Charset(label: stated) {
                // UTF-16 stated in ASCII-readable bytes is wrong by its own words (HTML standard, prescan).
                choice = (charset == .utf16LE || charset == .utf16BE ? .utf8 : charset, "meta")
            }
            if isASCII, choice.map({ $0.charset.name == "iso-2022-jp" }) ?? true, Self.switchesSets(bytes),
                let charset = Charset(label: "iso-2022-jp")
            {
                // The one set in use that writes its characters as ASCII.
                let decoded = charset.decode(bytes[...])
                self.init(utf8: decoded.utf8, charset: charset, rule: choice?.rule ?? "detected")
                if decoded.faults > 0 {
                    warnings.append(
                        .init("charset", "\(decoded.faults) faulty places read as U+FFFD (\(charset.name))"))
                }
            } else if isUTF8 {
                let claims = choice.map { $0.charset != .utf8 } ?? false
                self.init(
                    utf8: bytes, charset: .utf8,
                    rule: claims ? "utf-8 by its bytes" : choice?.rule ?? "utf-8 by its bytes")
                if claims, !isASCII, let choice {
                    warnings.append(.init("charset", "\(choice.rule) says \(choice.charset.name), the bytes are utf-8"))
                }
            } else {
                let detected = CharsetDetection.detect(bytes)
                let chosen = choice ?? (detected.charset, detected.rule)
                var decoded = chosen.charset.decode(bytes[...])
                var used = chosen
                // More than a stray fault in a thousand bytes: the statement is not believed.
                if decoded.faults * 1000 > bytes.count, choice != nil, detected.charset != chosen.charset {
                    let again = detected.charset.decode(bytes[...])
                    if again.faults * 4 < decoded.faults {
                        decoded = again
                        used = detected
                    }
                }
                self.init(utf8: decoded.utf8, charset: used.charset, rule: used.rule)
                if used.charset != chosen.charset {
                    warnings.append(
                        .init("charset", "\(chosen.rule) says \(chosen.charset.name), read as \(used.charset.name)"))
                }
                if decoded.faults > 0 {
                    warnings.append(
                        .init("charset", "\(decoded.faults) faulty places read as U+FFFD (\(used.charset.name))"))
                }
            }
        }
        if let seen = Self.mojibake(utf8) { warnings.append(.init("mojibake", seen)) }
    }

    private init(utf8: [UInt8], charset: Charset, rule: String) {
        self.utf8 = utf8
        self.charset = charset
        self.rule = rule
    }

    /// Whether there is an escape into Japanese characters: ESC $ B, ESC $ @ (RFC 1468).
    private static func switchesSets(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return false }
            var i = 0
            while i + 2 < bytes.count, let found = memchr(base + i, 0x1B, bytes.count - 2 - i) {
                i = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                if bytes[i + 1] == UInt8(ascii: "$"), bytes[i + 2] == UInt8(ascii: "B") || bytes[i + 2] == 0x40 {
                    return true
                }
                i += 1
            }
            return false
        }
    }

    private static func mark(_ bytes: [UInt8]) -> (charset: Charset, length: Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LE, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BE, 2) }
        return nil
    }

    /// UTF-8 that was once read as windows-1252 and saved again: "Ã¼", "â€™", "Ð¿". What was seen, when there are three places
    /// or more.
    public static func mojibake(_ utf8: [UInt8]) -> String? {
        var hits = 0
        var first: Int?
        utf8.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            var i = 0
            while i + 3 < bytes.count, let found = memchr(base + i, 0xC3, bytes.count - 3 - i) {
                i = UnsafeRawPointer(found) - UnsafeRawPointer(base)
                // Ã or Â (C3 83, C3 82) before a code point of U+0080–U+00BF; â (C3 A2) before €.
                let pair = (bytes[i + 1] == 0x83 || bytes[i + 1] == 0x82) && bytes[i + 2] == 0xC2
                let quote = bytes[i + 1] == 0xA2 && bytes[i + 2] == 0xE2 && bytes[i + 3] == 0x82
                if pair || quote {
                    hits += 1
                    if first == nil { first = i }
                }
                i += 1
            }
        }
        guard hits >= 3, let first else { return nil }
        let sample = String(decoding: utf8[first..<min(first + 12, utf8.count)], as: UTF8.self)
        return "\(hits) places look like UTF-8 read as windows-1252 (\(sample.prefix(4)))"
    }

    /// The set that a page states in `<meta charset>` or `<meta http-equiv>`, in its first 4 KiB (HTML standard,
    /// "prescan a byte stream to determine its encoding").
    public static func statedInPage(_ bytes: [UInt8]) -> String? {
        let head = ArraySlice(bytes.prefix(4096).map { (65...90).contains($0) ? $0 + 32 : $0 })
        var position = head.startIndex
        while let tag = InputForm.position(of: "<", in: head[position...]) {
            position = tag + 1
            if head[tag...].starts(with: "<!--".utf8) {
                guard let end = InputForm.position(of: "-->", in: head[(tag + 4)...]) else { return nil }
                position = end + 3
                continue
            }
            guard head[tag...].starts(with: "<meta".utf8) else { continue }
            let end = head[tag...].firstIndex(of: UInt8(ascii: ">")) ?? head.endIndex
            if let label = label(in: head[tag..<end]) { return label }
            position = end
        }
        return nil
    }

    /// The set that an XML declaration states.
    public static func statedInXML(_ bytes: [UInt8]) -> String? {
        let head = bytes.prefix(200)
        guard head.starts(with: "<?xml".utf8), let end = head.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        guard let at = InputForm.position(of: "encoding", in: head[..<end]) else { return nil }
        return value(head[(at + 8)..<end])
    }

    private static func label(in tag: ArraySlice<UInt8>) -> String? {
        guard let at = InputForm.position(of: "charset", in: tag) else { return nil }
        return value(tag[(at + 7)...])
    }

    private static func value(_ rest: ArraySlice<UInt8>) -> String? {
        var rest = rest.drop { $0 <= 0x20 }
        guard rest.first == UInt8(ascii: "=") else { return nil }
        rest = rest.dropFirst().drop { $0 <= 0x20 || $0 == 0x22 || $0 == 0x27 }
        let label = rest.prefix { $0 > 0x20 && ![0x22, 0x27, 0x3B, 0x3E, 0x2F].contains($0) }
        return label.isEmpty ? nil : String(decoding: label, as: UTF8.self)
    }
}
