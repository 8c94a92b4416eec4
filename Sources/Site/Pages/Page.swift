import JSON
import Reports

/// A page: what it shows, as HTML and as JSON. Both come from the same model, which a query filled.
protocol Page: Sendable {
    /// The title, without the site's name.
    var title: String { get }
    /// Which entry of the navigation it belongs to.
    var part: String { get }
    /// Contents of the page, beside it; empty for none.
    var contents: Markup { get }
    /// What stands inside `main`.
    var main: Markup { get }
    /// The same as one JSON value.
    func write(_ json: inout JSONWriter)
    /// The address of the next page of a list.
    var next: String? { get }
    /// The Atom feed of the page.
    var feed: String? { get }
    /// Whether it holds what only this browser may see, such as forms; then it is not kept for others.
    var isPersonal: Bool { get }
    /// Whether it shows all it will show; what is still being counted makes a page that is not kept.
    var isSettled: Bool { get }
}

extension Page {
    var contents: Markup { "" }
    var next: String? { nil }
    var feed: String? { nil }
    var isPersonal: Bool { false }
    var isSettled: Bool { true }

    /// The same as JSON.
    var nextJSON: String? {
        next.map { address in
            guard let mark = address.firstIndex(of: "?") else { return address + ".json" }
            return "\(address[..<mark]).json\(address[mark...])"
        }
    }
}
