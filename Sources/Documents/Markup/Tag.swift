/// The elements that main-text extraction and metadata tell apart; the rest is `other`.
enum Tag: UInt8, CaseIterable {
    case other, text
    case a, abbr, address, applet, area, article, aside, audio, b, base, big, blockquote, body, br, button, canvas,
        caption
    case center, cite, code, col, colgroup, dd, del, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset
    case figcaption, figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html
    case i, iframe, img, input, ins, kbd, label, legend, li, link, main, map, mark, math, menu, meta, nav, nobr,
        noscript
    case object, ol, option, output, p, param, picture, pre, progress, q, ruby, rp, rt, s, samp, script, section, select
    case small, source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot
    case th, thead, time, title, tr, track, tt, u, ul, video, wbr

    /// Its name, lower case.
    var name: String { "\(self)" }

    /// Whether it starts a line of its own.
    var isBlock: Bool {
        switch self {
        case .address, .article, .aside, .blockquote, .body, .caption, .center, .dd, .details, .dialog, .dir, .div, .dl,
            .dt, .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr,
            .html, .legend, .li, .main, .menu, .nav, .ol, .p, .pre, .section, .summary, .table, .tbody, .td, .tfoot,
            .th, .thead, .tr, .ul:
            true
        default: false
        }
    }

    /// Whether it makes a `div` around it a container rather than a paragraph.
    var isContainerContent: Bool {
        switch self {
        case .blockquote, .dl, .div, .ol, .p, .pre, .table, .ul: true
        default: false
        }
    }

    /// Whether it is running text inside a paragraph.
    var isPhrasing: Bool {
        switch self {
        case .text, .a, .abbr, .audio, .b, .big, .br, .button, .cite, .code, .del, .dfn, .em, .embed, .font, .i,
            .iframe,
            .img, .input, .ins, .kbd, .label, .mark, .math, .meta, .nobr, .noscript, .object, .output, .progress, .q,
            .ruby, .s, .samp, .script, .select, .small, .span, .strike, .strong, .sub, .sup, .svg, .textarea, .time,
            .tt,
            .u, .wbr:
            true
        default: false
        }
    }

    var isHeading: Bool { rawValue >= Tag.h1.rawValue && rawValue <= Tag.h6.rawValue }

    /// Whether its content is never text of the page.
    var isInvisible: Bool {
        switch self {
        case .script, .style, .template, .head, .svg, .iframe, .object, .embed, .applet, .select, .option, .button,
            .input,
            .textarea, .canvas, .audio, .video, .map, .frame, .frameset, .title, .meta, .link, .base, .param, .noscript,
            .progress, .output, .track, .source:
            true
        default: false
        }
    }
}
