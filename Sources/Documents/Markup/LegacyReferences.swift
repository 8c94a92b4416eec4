/// Names of references that HTML reads without a semicolon (13.5).
enum LegacyReferences {
    private static let names: Set<[UInt8]> = Set(
        """
        AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT Iacute Icirc Igrave \
        Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN Uacute Ucirc Ugrave Uuml Yacute aacute acirc \
        acute aelig agrave amp aring atilde auml brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth \
        euml frac12 frac14 frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp not ntilde \
        oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg sect shy sup1 sup2 sup3 szlig \
        thorn times uacute ucirc ugrave uml uuml yacute yen yuml
        """.split(separator: " ").map { Array($0.utf8) })

    /// Length of the longest of them that a run of letters starts with; 0 for none.
    static func prefix(_ run: UnsafeBufferPointer<UInt8>) -> Int {
        for length in stride(from: min(6, run.count), through: 2, by: -1) where names.contains(Array(run[..<length])) {
            return length
        }
        return 0
    }
}
