import Documents
import Stories
import Texts

/// What stands in a story's page only where a site serves it.
extension HTMLStory {
    /// Marks what the keys j and k step through.
    var item: Markup { setting == nil ? "" : " data-item" }

    /// Forms that are offered at once; the rest is one step away.
    private static let mostExports = 4

    /// Links to other forms of the same story.
    var exports: Markup {
        guard let exports = setting?.exports, !exports.isEmpty else { return "" }
        let links = exports.map { name, address -> Markup in "<li><a href=\"\(address)\">\(name)</a></li>" }
        let fix = fixStory()
        return
            "<div class=\"outs\"><ul class=\"out\" aria-label=\"Export\">\(links.prefix(Self.mostExports).joined())\(fix.isEmpty ? "" : "<li>\(fix)</li>")</ul><details><summary>More forms</summary><ul class=\"out\">\(links.dropFirst(Self.mostExports).joined())</ul></details></div>"
    }

    /// A place's name, leading to its page.
    func placeName(_ place: PlaceEntry) -> Markup {
        guard let setting else { return "\(place.name)" }
        return "<a href=\"\(setting.place(place.name))\">\(place.name)</a>"
    }

    /// A source's name, leading to its page; the unnamed have none.
    func entity(_ name: String, anonymous: Bool) -> Markup {
        guard let setting, !anonymous else { return "\(name)" }
        return "<a href=\"\(setting.entity(name))\">\(name)</a>"
    }

    /// A link to the form that corrects what a sentence was read as.
    func fix(_ evidence: Int?) -> Markup {
        guard let evidence, let correction = setting?.correction else { return "" }
        let item = story.evidence[evidence]
        return Self.fix(
            correction(view.document(item.document), item.citation.extent), "the reading of \(story.label(evidence))")
    }

    /// A link to the form that corrects a document's date, outlet or story.
    func fix(document: Document, _ number: Int) -> Markup {
        setting?.correction.map { " " + Self.fix($0(document, nil), "report \(number)") } ?? ""
    }

    /// A link to the form that corrects the story, or a name in it.
    func fixStory(name: String? = nil) -> Markup {
        setting?.storyCorrection.map { Self.fix($0(name), name ?? "the story") } ?? ""
    }

    private static func fix(_ address: String, _ what: String) -> Markup {
        "<a class=\"fix\" href=\"\(address)\">correct<span class=\"vh\"> \(what)</span></a>"
    }

    /// A plain citation of a sentence, to copy.
    func copy(_ evidence: Int) -> Markup {
        guard let setting else { return "" }
        let item = story.evidence[evidence]
        return
            " <a class=\"nb copy\" href=\"\(setting.citation(view.document(item.document), item.citation.extent))\">cite<span class=\"vh\"> \(story.label(evidence))</span></a>"
    }
}
