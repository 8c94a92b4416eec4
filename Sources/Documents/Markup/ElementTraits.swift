/// What the HTML standard's tree construction asks of elements, as bits.
struct ElementTraits: OptionSet, Sendable {
    let rawValue: UInt32

    /// "Special" (13.2.4.2): ends the search for a match of an end tag.
    static let special = ElementTraits(rawValue: 1 << 0)
    /// Bounds the default scope.
    static let scope = ElementTraits(rawValue: 1 << 1)
    /// Closed by "generate implied end tags".
    static let implied = ElementTraits(rawValue: 1 << 2)
    /// A formatting element.
    static let formatting = ElementTraits(rawValue: 1 << 3)
    /// A block that closes an open paragraph and is closed by its own end tag.
    static let block = ElementTraits(rawValue: 1 << 4)
    /// Has no content and is put into the running text.
    static let void = ElementTraits(rawValue: 1 << 5)
    /// Stands in the head, wherever it is written.
    static let head = ElementTraits(rawValue: 1 << 6)
    /// A part of a table: ignored outside one.
    static let table = ElementTraits(rawValue: 1 << 7)
    /// Leaves foreign content (SVG, MathML).
    static let breakout = ElementTraits(rawValue: 1 << 8)
    /// Read by rules that are not written here.
    static let odd = ElementTraits(rawValue: 1 << 9)

    /// By the raw value of a tag.
    static let all: [ElementTraits] = {
        var all = [ElementTraits](repeating: [], count: 256)
        func add(_ traits: ElementTraits, _ tags: [Tag]) {
            for tag in tags { all[Int(tag.rawValue)].formUnion(traits) }
        }
        let headings: [Tag] = [.h1, .h2, .h3, .h4, .h5, .h6]
        add(
            .special,
            [
                .address, .applet, .area, .article, .aside, .base, .blockquote, .body, .br, .button, .caption, .center,
                .col, .colgroup, .dd, .details, .dir, .div, .dl, .dt, .embed, .fieldset, .figcaption, .figure, .footer,
                .form, .frame, .frameset, .head, .header, .hgroup, .hr, .html, .iframe, .img, .input, .li, .link, .main,
                .menu, .meta, .nav, .noscript, .object, .ol, .p, .param, .pre, .script, .section, .select, .source,
                .style, .summary, .table, .tbody, .td, .template, .textarea, .tfoot, .th, .thead, .title, .tr, .track,
                .ul, .wbr,
            ] + headings)
        add(.scope, [.applet, .caption, .html, .table, .td, .th, .object, .template])
        add(.implied, [.dd, .dt, .li, .option, .p, .rp, .rt])
        add(
            .formatting,
            [.a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u])
        add(
            .block,
            [
                .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .fieldset,
                .figcaption, .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .section, .summary, .ul,
            ])
        add(.void, [.area, .br, .embed, .img, .wbr, .input])
        add(.head, [.base, .link, .meta, .script, .style, .template, .title])
        add(.table, [.caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr])
        add(.odd, [.frame, .frameset, .nobr, .applet])
        add(
            .breakout,
            [
                .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .font, .head, .hr,
                .i, .img, .li, .menu, .meta, .nobr, .ol, .p, .pre, .ruby, .s, .small, .span, .strong, .strike, .sub,
                .sup, .table, .tt, .u, .ul,
            ] + headings)
        return all
    }()
}
