import Captures
import Moments
import Testing
import Texts

@testable import Documents

@Suite struct EmbeddedStateTests {
    private let paragraphs = SamplePage.paragraphs

    private func page(_ script: String) throws -> Document {
        try SamplePage.read(
            "<html><head><title>Dam at Orle holds</title></head><body><div id=app><p>Loading…</p></div>\(script)</body></html>"
        )
    }

    private func quoted(_ text: String) -> String {
        "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") + "\""
    }

    @Test func markupInAStateIsTheText() throws {
        let body = paragraphs.map { "<p>\($0)</p>" }.joined()
        let state =
            "{\"props\":{\"menu\":[{\"title\":\"Home\"}],\"article\":{\"title\":\"Dam at Orle holds\",\"publishedAt\":\"2025-03-03T18:00:00Z\",\"body\":\(quoted(body))}}}"
        let document = try page("<script type=\"application/json\">\(state)</script>")
        #expect(document.text.string.split(separator: "\n").map(String.init) == paragraphs)
        #expect(document.blocks.count == paragraphs.count)
        #expect(document.published?.iso == "2025-03-03T18:00:00Z")
        #expect(document.published?.rule == "embedded state publishedAt")
        #expect(document.flags.contains { $0.detail == "taken from embedded state props.article.body" })
    }

    @Test func explainSaysThatTheTextIsTheStates() throws {
        let body = paragraphs.map { "<p>\($0)</p>" }.joined()
        let html =
            "<html><body><div id=app><p>Loading…</p></div><script type=\"application/json\">{\"article\":{\"body\":\(quoted(body))}}</script></body></html>"
        let capture = Capture(origin: "page.html", mediaType: "text/html", bytes: Array(html.utf8))
        let shown = try #require(try DocumentMaker().explanations(of: capture).first?.get())
        #expect(shown.contains("text      taken from embedded state article.body, not from the parts below\n"))
        #expect(shown.contains("  paragraph  ORLE, March 3 (NNA)"))
    }

    /// A text that is put in the place of another one says where it came from itself, and alone.
    @Test func theLastTextPutInSaysWhereItCameFrom() throws {
        let body = paragraphs.map { "<p>\($0)</p>" }.joined()
        let document = try page(
            "<div itemprop=articleBody><script type=\"text/template\"><p>The dam above Orle held through the night.</p></script></div>"
                + "<script type=\"application/json\">{\"article\":{\"body\":\(quoted(body))}}</script>")
        #expect(document.text.string.split(separator: "\n").map(String.init) == paragraphs)
        #expect(document.flags == [.init("text", "taken from embedded state article.body")])
    }

    @Test func listsOfParagraphsAndAssignmentsAreRead() throws {
        let list = paragraphs.map { "{\"type\":\"paragraph\",\"text\":\(quoted($0))}" }.joined(separator: ",")
        let state =
            "{\"story\":{\"headline\":\"Dam at Orle holds\",\"blocks\":[\(list),{\"type\":\"image\",\"text\":\"A dam.\"}]}}"
        let document = try page("<script>window.__STATE__ = \(state);</script>")
        #expect(document.text.string.split(separator: "\n").map(String.init) == paragraphs)
        let parsed = try page("<script>window.s=JSON.parse(\(quoted(state)));</script>")
        #expect(parsed.text.string == document.text.string)
    }

    @Test func whatThePageShowsComesFirst() throws {
        let state = "{\"body\":\(quoted(String(repeating: "Other words entirely. They are many. ", count: 60)))}"
        let html = SamplePage.html(after: "<script type=\"application/json\">\(state)</script>")
        #expect(!(try SamplePage.read(html)).text.string.contains("Other words"))
    }

    @Test(arguments: [
        "{\"body\":\"cut short", "window.a = {\"body\":", "{}", "[[[[[[", "x=\"\\", "{\"content\":\"one word only\"}",
        "{\"html\":\"function() { return 1; } var a = {}; if (a) { b(); } \"}",
    ])
    func whatIsNoArticleChangesNothing(_ script: String) throws {
        let padded = script + String(repeating: " ", count: 500)
        #expect(try page("<script>\(padded)</script>").text.string.count < 20)
    }
}
