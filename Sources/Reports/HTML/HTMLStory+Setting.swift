import Documents
import Texts

/// What stands in a story's page only where a site serves it.
extension HTMLStory {
    /// Marks what the keys j and k step through.
    var item: Markup { setting == nil ? "" : " data-item" }

    /// Links to other forms of the same story.
    var exports: Markup {
        guard let exports = setting?.exports, !exports.isEmpty else { return "" }
        let links = exports.map { name, address -> Markup in "<li><a href=\"\(address)\">\(name)</a></li>" }
        return "<ul class=\"out\" aria-label=\"Export\">\(links.joined())</ul>"
    }

    /// Links to a document's page and, for a stretch, to its citation.
    func archived(_ document: Document, _ extent: Extent?) -> Markup {
        guard let setting else { return "" }
        let open: Markup =
            " <a class=\"nb\" href=\"\(setting.document(document, extent))\">\(extent == nil ? "read it here" : "in context")</a>"
        guard let extent else { return open }
        return open + " <a class=\"nb copy\" href=\"\(setting.citation(document, extent))\">cite</a>"
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

    /// The form that corrects an item.
    func fix(_ kind: String, _ id: String, _ name: String) -> Markup { setting?.correction(kind, id, name) ?? "" }
}
