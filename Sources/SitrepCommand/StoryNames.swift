import Documents
import JSON
import Stories
import Texts

/// The stable ids of a stream's stories, and their history as lines.
struct StoryNames {
    /// Ids of the documents, by index in the stream.
    private(set) var documents: [String] = []
    private var names: [Int: String] = [:]

    /// Notes the next document; when it opened a story, its id names the story.
    mutating func add(_ document: Document, _ placement: ClusterStream.Placement) {
        documents.append(document.id)
        if placement.opened { names[placement.story] = StoryBuilder.storyID(first: document) }
    }

    /// Notes a change; a story that was split off is named after the one it left and its first document.
    mutating func add(_ change: ClusterChange) {
        guard change.kind == .split else { return }
        names[change.story] = StoryBuilder.storyID(splitFrom: self[change.other], first: documents[change.document])
    }

    /// The id of a story by its number.
    subscript(story: Int) -> String { names[story] ?? "s-\(story)" }

    /// Writes a change as a line: `{"merged","into","at","why"}`, `{"split","from","at","why"}`, `{"moved","from","to","why"}`.
    func write(_ change: ClusterChange, to json: inout JSONWriter) {
        json.object { json in
            switch change.kind {
            case .merged:
                json.member("merged", self[change.story])
                json.member("into", self[change.other])
                json.member("at", documents[change.document])
            case .split:
                json.member("split", self[change.story])
                json.member("from", self[change.other])
                json.member("at", documents[change.document])
            case .moved:
                json.member("moved", documents[change.document])
                json.member("from", self[change.other])
                json.member("to", self[change.story])
            }
            json.member("why", change.why)
        }
        json.newline()
    }
}
