/// Character references of XML and the ones of HTML that feeds and metadata use without declaring them.
public enum CharacterReference {
    /// The character for what stands between "&" and ";": "amp", "#8217", "#x2019"; nil for an unknown one.
    public static func scalar(_ name: String) -> Unicode.Scalar? {
        if name.hasPrefix("#") {
            let digits = name.dropFirst()
            let value =
                digits.hasPrefix("x") || digits.hasPrefix("X") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
            guard let value else { return nil }
            // 128 to 159 mean windows-1252, as browsers read them.
            if (0x80...0x9F).contains(value) { return windows[Int(value - 0x80)] }
            return Unicode.Scalar(value)
        }
        return named[name]
    }

    /// A text with its references resolved; unknown ones stay.
    public static func decoded(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
        var out: [UInt8] = []
        let bytes = Array(text.utf8)
        var i = 0
        while i < bytes.count {
            if bytes[i] == UInt8(ascii: "&"), let end = bytes[i...].prefix(12).firstIndex(of: UInt8(ascii: ";")),
                let scalar = scalar(String(decoding: bytes[(i + 1)..<end], as: UTF8.self))
            {
                out.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
                i = end + 1
            } else {
                out.append(bytes[i])
                i += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let windows: [Unicode.Scalar] = Array(
        "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    private static let named: [String: Unicode.Scalar] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "ndash": "–", "mdash": "—",
        "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "sbquo": "‚", "bdquo": "„", "hellip": "…", "laquo": "«",
        "raquo": "»", "lsaquo": "‹", "rsaquo": "›", "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö",
        "Uuml": "Ü", "szlig": "ß", "eacute": "é", "Eacute": "É", "egrave": "è", "agrave": "à", "ccedil": "ç",
        "euro": "€",
        "copy": "©", "reg": "®", "trade": "™", "bull": "•", "middot": "·", "shy": "\u{AD}", "ntilde": "ñ",
        "oacute": "ó",
        "aacute": "á", "iacute": "í", "uacute": "ú", "ecirc": "ê", "acirc": "â", "ocirc": "ô", "icirc": "î",
        "ucirc": "û", "ugrave": "ù", "igrave": "ì", "ograve": "ò", "atilde": "ã", "otilde": "õ", "aring": "å",
        "Aring": "Å", "oslash": "ø", "Oslash": "Ø", "aelig": "æ", "AElig": "Æ", "iuml": "ï", "euml": "ë", "yuml": "ÿ",
        "deg": "°", "times": "×", "divide": "÷", "pound": "£", "yen": "¥", "cent": "¢", "sect": "§", "para": "¶",
        "frac12": "½", "frac14": "¼", "frac34": "¾", "plusmn": "±", "sup2": "²", "sup3": "³", "micro": "µ",
        "iexcl": "¡",
        "iquest": "¿", "ordf": "ª", "ordm": "º", "thinsp": "\u{2009}", "ensp": "\u{2002}", "emsp": "\u{2003}",
        "zwnj": "\u{200C}", "zwj": "\u{200D}", "lrm": "\u{200E}", "rlm": "\u{200F}", "minus": "−", "rarr": "→",
        "larr": "←", "prime": "′", "Prime": "″", "permil": "‰", "dagger": "†", "scaron": "š", "Scaron": "Š",
        "oelig": "œ",
        "OElig": "Œ", "acute": "´", "uml": "¨", "macr": "¯", "cedil": "¸", "not": "¬", "curren": "¤", "brvbar": "¦",
    ]
}
