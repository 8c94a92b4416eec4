import Lexicons
import Testing
import Texts

@testable import Documents

@Suite struct PageKnowledgeTests {
    @Test func wordsOfClassNamesSpeakForWhatTheySay() throws {
        let words = try PageWords()
        let table = try Table(named: "rules/page-words.tsv", columns: ["word", "means", "example", "not"])
        #expect(table.rows.count > 80)
        for row in table.rows {
            let meaning = row.list("means").reduce(into: PageWords.Meaning()) { meaning, name in
                meaning.formUnion(PageWords.Meaning.names[name] ?? [])
            }
            #expect(words.meaning(of: Array(row["example"].utf8)[...]).isSuperset(of: meaning), "\(row["word"])")
            #expect(words.meaning(of: Array(row["not"].utf8)[...]).isDisjoint(with: meaning), "\(row["word"])")
        }
    }

    @Test(arguments: [
        ("Read more: Dam at Orle was checked in 2019", "related"), ("» Lesen Sie auch", "related"),
        ("VEA TAMBIÉN: El puente de Marlow", "related"), ("Sign up for our newsletter", "newsletter"),
        ("Diesen Artikel teilen", "share"), ("© Mia Tarn/Getty Images", "credit"), ("Aktualisiert: 11.04.2025", "date"),
        ("Anzeige", "advert"), ("Leave a reply", "comment"), ("Already a subscriber? Log in", "paywall"),
        ("Kontakt:", "related"),
    ])
    func linesThatAreNoTextAreKnown(_ line: String, _ kind: String) throws {
        #expect(try PageLines().kind(of: Array(line.utf8)[...]) == kind)
    }

    @Test(arguments: [
        "The dam at Orle held through the night, the ministry said.", "“We sign letters,” she said.",
        "Contact was lost at noon.",
        "The topic of the talks was the dam.", "",
    ])
    func otherLinesAreText(_ line: String) throws {
        #expect(try PageLines().kind(of: Array(line.utf8)[...]) == nil)
    }

    @Test func aLeadAboveTheTextIsKept() throws {
        let lead = "Two villages were cleared overnight; the ministry and the mayor do not agree on who gave the order."
        let html = """
            <html><head><title>Dam at Orle holds</title></head><body><header><h1>Dam at Orle holds</h1>
            <div class="article-lead"><p>\(lead)</p></div></header><div class="tools"><a href="/">Print</a></div>
            <div class="article-body">\(SamplePage.paragraphs.map { "<p>\($0)</p>" }.joined())</div></body></html>
            """
        let document = try SamplePage.read(html)
        #expect(document.text.string == lead + "\n" + SamplePage.paragraphs.joined(separator: "\n") + "\n")
    }
}
