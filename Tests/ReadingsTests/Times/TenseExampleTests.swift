import Documents
import Lexicons
import Moments
import Testing
import Texts

@testable import Readings

/// The examples beside the words of lexicons/times-tenses.tsv, read from raw text.
@Suite("Times in clauses that look ahead", .enabled(if: Resource.names.contains("models/english.network")))
struct TenseExampleTests {
    private func times(_ text: String, published: String = "2034-05-27T12:00:00Z") throws -> [TimeExpression] {
        var document = Document(text: Text(text))
        document.published = Dated(iso: published)
        return try Reader().read(document).times
    }

    @Test("A present in a clause of time is as far ahead as what it hangs on; a past looks back")
    func examples() throws {
        let reader = try Reader()
        var read = 0
        for row in try Table(named: "lexicons/times-tenses.tsv", columns: ["word", "kind"]).rows {
            for (text, value) in [(row["example"], row["value"]), (row["not"], row["notvalue"])] where !text.isEmpty {
                var document = Document(text: Text(text))
                document.published = Dated(iso: "2034-05-27T12:00:00Z")
                let values = reader.read(document).times.map(\.value)
                #expect(values.last == value, "line \(row.line): \(text) read as \(values)")
                read += 1
            }
        }
        #expect(read >= 15)
    }

    @Test(
        "A time right behind a past verb is that verb's",
        arguments: [
            ("The senator said Friday the state should keep a list of them.", "2034-05-26"),
            ("The commander said on Friday that his men would march.", "2034-05-26"),
            ("The ministry said Friday's match will be played in Oren.", "2034-06-02"),
            ("The council will meet on Friday.", "2034-06-02"),
        ])
    func behindVerbs(text: String, value: String) throws {
        #expect(try times(text).map(\.value) == [value])
    }

    @Test(
        "A weekday under a plan, a fixture or a present looks ahead where the last one is far back",
        arguments: [
            ("The council starts a two-day meeting on Tuesday.", "2034-05-30"),
            ("The envoy is to meet the mayor on Monday.", "2034-05-29"),
            ("The envoys were to meet on Monday.", "2034-05-29"),
            ("The envoy plans to sign the treaty on Monday.", "2034-05-29"),
            ("They are meeting on Monday.", "2034-05-29"),
            ("A vote is due to be held on Tuesday.", "2034-05-30"),
            ("Nobody has said how Monday's vote will be counted.", "2034-05-29"),
            ("Thousands marched ahead of Monday's vote.", "2034-05-29"),
            ("Thousands marched after Monday's vote.", "2034-05-22"),
            ("Survivors of Monday's earthquake tell their stories.", "2034-05-22"),
            ("Storm kills 12 on Friday", "2034-05-26"),
            ("Storm kills 12 in Vesk on Thursday", "2034-05-25"),
            ("They have been missing since Monday.", "2034-05-22"),
            ("Another metre of rain is forecast by the end of Monday.", "2034-05-29"),
            ("He is believed to have left on Monday.", "2034-05-22"),
            ("Many are known to have died in Monday's earthquake.", "2034-05-22"),
            ("It had been due to expire on Monday.", "2034-05-22"),
            ("The minister says the army entered Vesk on Monday.", "2034-05-22"),
        ])
    func aheadOrBehind(text: String, value: String) throws {
        #expect(try times(text).last?.value == value)
    }

    @Test(
        "What was said tomorrow dates a report that states only its day; then other days of the kind follow",
        arguments: [
            ("Mayor Ana Oru said on Sunday that the dam broke on Sunday.", ["2034-05-28", "2034-05-28"]),
            (
                "Planes flew over Vesk on Sunday. The mayor said Sunday that two had crashed.",
                ["2034-05-28", "2034-05-28"]
            ),
            ("Planes flew over Vesk on Sunday.", ["2034-05-21"]),
            ("The mayor said on Monday that two planes had crashed.", ["2034-05-22"]),
            ("The people who said so on Sunday have gone.", ["2034-05-21"]),
        ])
    func saidTomorrow(text: String, values: [String]) throws {
        #expect(try times(text, published: "2034-05-27").map(\.value) == values)
    }

    @Test(
        "A month that ended just before, or begins just after, is meant where tense alone leaps a year",
        arguments: [
            ("The state extended the deadline to the end of June.", "2034-05-27", "2034-06"),
            ("The firm opened a mine in July.", "2034-05-27", "2033-07"),
            ("The firm had agreed to sell the mine in April.", "2034-05-27", "2034-04"),
            ("The mine will open in April.", "2034-05-27", "2035-04"),
            ("The president was forced to flee in March.", "2034-05-27", "2034-03"),
            ("A dam broke in January 2009. It was mended in June of that year.", "2034-05-27", "2009-06"),
        ])
    func months(text: String, published: String, value: String) throws {
        #expect(
            try times(text, published: published).last { $0.precision <= .partOfMonth || $0.precision == .month }?.value
                == value)
    }

    @Test("A year says when something was, not which", .enabled(if: Resource.names.contains("models/english.network")))
    func years() throws {
        let reader = try Reader()
        for (text, lemma, dated) in [
            ("The admiral revealed details of the 2014 operation.", "reveal", false),
            ("The senator won the 2024 race.", "win", false),
            ("The 2010 earthquake killed 200 people.", "kill", true),
            ("Mara Lindt was wounded in the 2010 earthquake.", "wound", true),
            ("The bridge collapsed in 2010.", "collapse", true),
            ("The bridge collapsed last year.", "collapse", true),
        ] {
            let reading = reader.read(Document(text: Text(text)))
            let claim = try #require(reading.claims.first { $0.lemma == lemma }, "\(text)")
            #expect(claim.times.isEmpty != dated, "\(text)")
        }
        #expect(reader.read(Document(text: Text("2032 respondents were interviewed."))).times.isEmpty)
    }
}
