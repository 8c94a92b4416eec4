import Archive

/// Reads a watch out of a form.
struct WatchForm {
    let form: FormFields

    static let fields: [(name: String, words: String)] = [
        ("what", "query, measure, contradiction or quiet."), ("q", "query: a search, as for /search."),
        ("measure", "measure: what is counted, such as killed."),
        ("least", "measure: the figure that has to be reached."),
        ("hours", "quiet: for how long."), ("story", "Only in this story; not for searches."),
        ("to", "feed (the default), mailto:ADDRESS, https://ADDRESS or http://ADDRESS."),
    ]

    func watch(_ store: SiteStore) throws -> (condition: Watch.Condition, delivery: Watch.Delivery) {
        let story = try form.optional("story").map { name in
            guard let story = try store.read({ archive throws(ArchiveError) in try archive.story(named: name) }) else {
                throw Problem(status: 422, title: "Not there", detail: "The archive has no story '\(name)'.")
            }
            return story
        }
        if story != nil, form.items["what"] == "query" {
            throw Problem(
                status: 422, title: "Not understood", detail: "A search goes over all stories: leave the story out.")
        }
        let condition: Watch.Condition
        switch form.items["what"] {
        case "query": condition = .query(try form.required("q", "The search", most: SiteLimits.search))
        case "measure":
            let name = try form.required("measure", "What is counted")
            guard let least = Double(try form.required("least", "The figure", most: 20)), least.isFinite else {
                throw Problem(status: 422, title: "Not understood", detail: "least is no number.")
            }
            condition = .measure(name, atLeast: least, story: story)
        case "contradiction": condition = .contradiction(story: story)
        case "quiet":
            guard let hours = Int(try form.required("hours", "The hours", most: 8)), (1...100_000).contains(hours)
            else {
                throw Problem(status: 422, title: "Not understood", detail: "hours is no number of hours from 1 on.")
            }
            condition = .quiet(hours: hours, story: story)
        default:
            throw Problem(status: 422, title: "Something is missing", detail: "Choose what to watch for (what).")
        }
        // A file or the output of another program is the business of whoever runs programs here (0126).
        let text = try form.optional("to", most: 500) ?? "feed"
        guard let delivery = Watch.Delivery(text), ["feed", "mail", "webhook"].contains(delivery.kind) else {
            throw Problem(
                status: 422, title: "Not understood",
                detail: "News goes to feed, mailto:PERSON@HOST or an address that begins with https:// or http://.")
        }
        return (condition, delivery)
    }
}
