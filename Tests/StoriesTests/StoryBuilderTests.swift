import Documents
import Moments
import Readings
import Testing
import Texts

@testable import Stories

@Suite struct StoryBuilderTests {
    /// Two newsrooms tell of one collapse; a third reprints the first; a company denies.
    ///
    /// - Parameter named: whether the last two say who published them.
    func collapse(named: Bool = true) -> [Reading] {
        var a = HandReading(
            "a1", "The Ash Bridge at Pellin collapsed on Monday. The Interior Ministry said nine people were killed.",
            outlet: "Moren Press", published: "2031-03-10T08:00:00Z", title: "Ash Bridge at Pellin collapses")
        a.time("Monday", "2031-03-10")
        a.attribution("The Interior Ministry", "said", "nine people were killed")
        a.quantity("nine people", 9, 9, "killed")
        a.claim("collapsed", "collapse", type: "accident", whom: ["Ash Bridge"])
        a.claim("killed", "kill", type: "death", whom: ["people"])
        var b = HandReading(
            "b1",
            "A bridge at Pellin, the Ash Bridge, collapsed at dawn on Monday. Hospital staff count at least 14 people killed.",
            outlet: named ? "Harbour Herald" : nil, published: "2031-03-10T12:00:00Z",
            title: "Pellin: Ash Bridge falls at dawn")
        b.time("Monday", "2031-03-10")
        b.attribution("Hospital staff", "count", "at least 14 people killed")
        b.quantity("at least 14 people", 14, nil, "killed", hedge: "at least")
        b.claim("collapsed", "collapse", type: "accident", whom: ["Ash Bridge"])
        b.claim("killed", "kill", type: "death", whom: ["people"])
        var c = HandReading(
            "c1", "The Ash Bridge at Pellin collapsed on Monday. The Interior Ministry said nine people were killed.",
            outlet: named ? "Valley News" : nil, published: "2031-03-10T09:00:00Z",
            title: "Ash Bridge at Pellin collapses")
        c.time("Monday", "2031-03-10")
        c.attribution("The Interior Ministry", "said", "nine people were killed")
        c.quantity("nine people", 9, 9, "killed")
        c.claim("collapsed", "collapse", type: "accident", whom: ["Ash Bridge"])
        c.claim("killed", "kill", type: "death", whom: ["people"])
        return [a.reading, b.reading, c.reading]
    }

    @Test func reprintsAreOneOriginAndTwoNewsroomsAgree() throws {
        let stories = try StoryBuilder().stories(of: collapse())
        let story = try #require(stories.first)
        #expect(stories.count == 1)
        #expect(story.readings.map(\.document.id) == ["a1", "c1", "b1"])
        #expect(story.origins.map(\.relation) == [.independent, .copy, .independent])
        #expect(story.origins[0].root == story.origins[1].root)
        let event = try #require(story.events.first { $0.type == "accident" })
        #expect(event.articles == 3)
        #expect(event.outlets == 3)
        #expect(event.origins.count == 2)
        #expect(event.mark == .agreed)
        #expect(event.start == Dated(iso: "2031-03-10")?.moment)
        #expect(story.title.contains("Pellin"))
    }

    /// Texts that do not say who published them may all be one newsroom's: they confirm nothing, to each other or to others.
    @Test func unknownOutletsAreOneOriginAndConfirmNothing() throws {
        let story = try #require(try StoryBuilder().stories(of: collapse(named: false)).first)
        let event = try #require(story.events.first { $0.type == "accident" })
        #expect(event.mark == .single)
        #expect(event.articles == 3)
        #expect(event.outlets == 1)
        #expect(event.voices == ["Moren Press", "outlet unknown"])
        #expect(event.origins.map(\.outlet) == ["Moren Press", "outlet unknown"])
        // The figures still exclude each other: that they may be one newsroom's does not make them one statement.
        #expect(story.contradictions.contains { $0.kind == .number && $0.status == .open })
    }

    /// They count as one, but what one says the other can contradict.
    @Test func unknownOutletsCanContradict() throws {
        func text(_ id: String, _ words: String, _ polarity: Claim.Polarity) -> Reading {
            var hand = HandReading(id, words, published: "2031-05-05T08:00:00Z")
            hand.entity("Okker", .person)
            hand.time("Sunday", "2031-05-04")
            hand.claim("made", "make", who: ["Okker"], whom: ["speech"], polarity: polarity)
            return hand.reading
        }
        let stories = try StoryBuilder().stories(of: [
            text("a1", "President Okker made a long speech in Ostra on Sunday.", .affirmed),
            text("b1", "President Okker made no speech in Ostra on Sunday.", .denied),
        ])
        #expect(stories.flatMap(\.contradictions).map(\.kind) == [.denial])
    }

    @Test func figuresThatExcludeEachOtherAreOneOpenContradiction() throws {
        let story = try #require(try StoryBuilder().stories(of: collapse()).first)
        let series = try #require(story.series.first { $0.measure == "killed" })
        #expect(series.entries.count == 3)
        #expect(series.currentLow == 9)
        #expect(series.currentHigh == nil)
        let open = story.contradictions.filter { $0.status == .open }
        #expect(open.count == 1)
        #expect(open.first?.kind == .number)
    }

    @Test func theOrderOfTheInputDoesNotMatter() throws {
        let builder = try StoryBuilder()
        let readings = collapse()
        let one = builder.stories(of: readings)
        let two = builder.stories(of: readings.reversed())
        #expect(one.map(\.id) == two.map(\.id))
        #expect(one[0].events.map(\.id) == two[0].events.map(\.id))
        #expect(one[0].events.map(\.mark) == two[0].events.map(\.mark))
    }

    @Test func aDenialByAnotherVoiceDisputes() throws {
        var a = HandReading(
            "a1", "The Tarn army shelled Ostra on Friday, the Velm government said.", outlet: "Velm Post",
            published: "2031-05-02T08:00:00Z")
        a.entity("Ostra", .place)
        a.time("Friday", "2031-05-02")
        a.attribution("the Velm government", "said", "The Tarn army shelled Ostra on Friday")
        a.claim("shelled", "shell", type: "bombardment", who: ["army"], whom: ["Ostra"])
        var b = HandReading(
            "b1", "General Ilm denied that the Tarn army shelled Ostra.", outlet: "Tarn Daily",
            published: "2031-05-02T18:00:00Z")
        b.entity("Ostra", .place)
        b.attribution("General Ilm", "denied", "the Tarn army shelled Ostra", denies: true)
        b.claim("shelled", "shell", type: "bombardment", who: ["army"], whom: ["Ostra"], polarity: .denied)
        let story = try #require(try StoryBuilder().stories(of: [a.reading, b.reading]).first)
        let event = try #require(story.events.first)
        #expect(event.tellings.count == 2)
        #expect(event.mark == .disputed)
        #expect(event.denies == ["General Ilm"])
        #expect(story.contradictions.map(\.kind) == [.denial])
    }

    /// "Made no speech on Sunday" does not deny a speech told four days later; one told on Sunday it does.
    @Test(arguments: [("2031-05-08T09:00:00Z", 0), ("2031-05-04T20:00:00Z", 1)])
    func aDenialOfOneDayIsOfThatDay(published: String, expected: Int) throws {
        var a = HandReading(
            "a1", "President Okker made no speech in Ostra on Sunday.", outlet: "Velm Post",
            published: "2031-05-05T08:00:00Z")
        a.entity("Okker", .person)
        a.time("Sunday", "2031-05-04")
        a.claim("made", "make", who: ["Okker"], whom: ["speech"], polarity: .denied)
        var b = HandReading(
            "b1", "President Okker made a long speech in Ostra.", outlet: "Tarn Daily", published: published)
        b.entity("Okker", .person)
        b.claim("made", "make", who: ["Okker"], whom: ["speech"])
        let story = try #require(try StoryBuilder().stories(of: [a.reading, b.reading]).first)
        #expect(story.readings.count == 2)
        #expect(story.contradictions.count { $0.kind == .denial } == expected)
    }

    /// That many are told of in the same words makes no agreement: a name, place, day or figure has to be common.
    @Test func twoOfAKindDoNotAgree() throws {
        func rescue(_ outlet: String, _ text: String, day: String?) -> Reading {
            var hand = HandReading(outlet, text, outlet: outlet, published: "2031-05-02T08:00:00Z")
            if let day { hand.time(day, "2031-05-01") }
            hand.claim("pulled", "pull", type: "rescue", whom: ["child"])
            return hand.reading
        }
        let builder = try StoryBuilder()
        func marks(day: String?) -> [Mark] {
            let when = day.map { " on \($0)" } ?? ""
            return builder.stories(of: [
                rescue(
                    "A Post", "A child was pulled from the rubble of a home\(when) after the quake.", day: day),
                rescue(
                    "B Post", "A child was pulled from rubble by neighbours\(when), a day after the quake.",
                    day: day),
            ]).flatMap(\.events).map(\.mark)
        }
        #expect(marks(day: nil).contains(.agreed) == false)
        #expect(marks(day: "Thursday").contains(.agreed))
    }

    @Test func twoTownsAreTwoEvents() throws {
        func strike(_ id: String, _ town: String, _ latitude: Double, _ outlet: String) -> Reading {
            var hand = HandReading(
                id, "Rockets struck a school in \(town) on Friday.", outlet: outlet, published: "2031-05-02T08:00:00Z")
            hand.time("Friday", "2031-05-02")
            hand.reading.places.append(
                Place(
                    extent: hand.extent(town), latitude: latitude, longitude: 10, label: town, country: "XV",
                    precision: .town, gazetteer: "test:\(town)", rule: "test"))
            hand.claim("struck", "strike", type: "bombardment", who: ["Rockets"], whom: ["school"])
            hand.reading.claims[0].places = [0]
            return hand.reading
        }
        let apart = try StoryBuilder().stories(of: [
            strike("a", "Ostra", 50, "A Post"), strike("b", "Velm", 52, "B Post"),
        ])
        #expect(apart.flatMap(\.events).count == 2)
        let same = try StoryBuilder().stories(of: [
            strike("a", "Ostra", 50, "A Post"), strike("b", "Ostra", 50, "B Post"),
        ])
        #expect(same.flatMap(\.events).count == 1)
    }

    @Test func aCorrectionWithdrawsTheFigureItCorrects() throws {
        var a = HandReading(
            "a1", "Twelve miners were killed at Brenn pit, the town hall said.", outlet: "Brenn Echo",
            published: "2031-06-01T08:00:00Z")
        a.quantity("Twelve miners", 12, 12, "killed")
        a.claim("killed", "kill", type: "death", whom: ["miners"])
        var b = HandReading(
            "b1",
            "Nine miners were killed at Brenn pit. Correction: An earlier version of this article gave a higher number.",
            outlet: "Brenn Echo", published: "2031-06-01T12:00:00Z")
        b.quantity("Nine miners", 9, 9, "killed")
        b.claim("killed", "kill", type: "death", whom: ["miners"])
        let story = try #require(try StoryBuilder().stories(of: [a.reading, b.reading]).first)
        #expect(story.corrections.map(\.corrects) == [0])
        let series = try #require(story.series.first)
        #expect(series.entries.map(\.status) == ["withdrawn", "current"])
        #expect(series.currentLow == 9 && series.currentHigh == 9)
        #expect(story.contradictions.allSatisfy { $0.status == .withdrawn })
    }

    @Test func nothingGivesNothing() throws {
        let builder = try StoryBuilder()
        #expect(builder.stories(of: []).isEmpty)
        let empty = builder.stories(of: [Reading(Document(id: "x", text: Text("")))])
        #expect(empty.count == 1)
        #expect(empty[0].events.isEmpty)
    }
}

@Suite struct VoiceAndDenialTests {
    @Test func anUnresolvedPronounIsNoVoice() throws {
        func reading(_ id: String, _ outlet: String) -> Reading {
            var hand = HandReading(
                id, "The dam at Ostra burst on Friday and flooded the valley, he said.", outlet: outlet,
                published: "2031-05-02T08:00:00Z")
            hand.attribution("he", "said", "The dam at Ostra burst on Friday and flooded the valley")
            hand.claim("burst", "burst", type: "flood", who: ["dam"])
            return hand.reading
        }
        let story = try #require(try StoryBuilder().stories(of: [reading("a", "A Post")]).first)
        #expect(story.events.first?.tellings.first?.voice == "outlet a post")
        // Nobody's to print, and no word that counts: it is not the outlet's own either.
        #expect(story.events.first?.tellings.first?.source == nil)
        #expect(story.events.first?.tellings.first?.confirms == false)
    }

    @Test func aSharedVerbAloneJoinsNothing() throws {
        var a = HandReading("a", "Judges in Velm pleaded for longer terms.", outlet: "A Post")
        a.claim("pleaded", "plead", type: "request", who: ["Judges"], whom: ["terms"])
        var b = HandReading("b", "The mayor pleaded with drivers to stay at home.", outlet: "B Post")
        b.claim("pleaded", "plead", type: "request", who: ["mayor"], whom: ["drivers"])
        let events = try StoryBuilder().stories(of: [a.reading, b.reading]).flatMap(\.events)
        #expect(events.count == 2)
    }

    @Test func aPlanConfirmsNothing() throws {
        func reading(_ id: String, _ outlet: String) -> Reading {
            var hand = HandReading(
                id, "The Velm council will close the Ostra dam road on Friday.", outlet: outlet,
                published: "2031-05-02T08:00:00Z")
            hand.claim("close", "close", type: "closure", who: ["council"], whom: ["road"], modality: .planned)
            return hand.reading
        }
        let first = reading("a", "A Post")
        var second = HandReading(
            "b", "Next week the road along the Ostra dam will be closed by the Velm council.", outlet: "B Post",
            published: "2031-05-02T09:00:00Z")
        second.claim("closed", "close", type: "closure", who: ["council"], whom: ["road"], modality: .planned)
        let story = try #require(try StoryBuilder().stories(of: [first, second.reading]).first)
        let event = try #require(story.events.first)
        #expect(event.tellings.count == 2)
        #expect(event.mark == .single)
    }

    private func plan(
        _ id: String, _ text: String, _ predicate: String, day: String, modality: Claim.Modality = .planned
    ) -> Reading {
        var hand = HandReading(id, text, outlet: "\(id) Post", published: "2031-05-02T08:00:00Z")
        hand.time(day, "2031-05-04")
        hand.claim(predicate, "close", type: "closure", who: ["council"], whom: ["road"], modality: modality)
        return hand.reading
    }

    @Test func aPlanAgreesWithAPlanForItsDay() throws {
        let first = plan("a", "The Velm council will close the Ostra dam road on Sunday.", "close", day: "Sunday")
        let text = "On Sunday the road along the Ostra dam will be closed by the Velm council."
        let event = try #require(
            try StoryBuilder().stories(of: [first, plan("b", text, "closed", day: "Sunday")]).first?.events.first)
        #expect(event.tellings.count == 2)
        #expect(event.mark == .agreed)
        // Nobody confirms that it happened.
        #expect(event.confirms.isEmpty)
        let wish = plan("b", text, "closed", day: "Sunday", modality: .demanded)
        let apart = try StoryBuilder().stories(of: [first, wish]).flatMap(\.events)
        #expect(!apart.contains { $0.mark == .agreed })
    }

    @Test func oneStatementQuotedByTwoIsOneVoice() throws {
        func reading(_ id: String, _ source: String) -> Reading {
            var hand = HandReading(
                id, "The Ostra dam held through the night in Velm, \(source) said.", outlet: "\(id) Post",
                published: "2031-05-02T08:00:00Z")
            hand.attribution(source, "said", "The Ostra dam held through the night in Velm")
            hand.claim("held", "hold", type: "rescue", who: ["The Ostra dam"], whom: ["night"])
            hand.reading.claims[0].extent = hand.extent("The Ostra dam held through the night in Velm")
            return hand.reading
        }
        let events = try StoryBuilder().stories(of: [reading("a", "Ivo Petrasch"), reading("b", "Mira Holm")])
            .flatMap(\.events)
        #expect(!events.contains { $0.mark == .agreed })
    }

    @Test func aCitedOutletIsTheOrigin() throws {
        var a = HandReading(
            "a", "The dam at Ostra burst on Friday.", outlet: "Harbour Herald", published: "2031-05-02T08:00:00Z")
        a.claim("burst", "burst", type: "flood", who: ["dam"])
        var b = HandReading(
            "b", "The Ostra dam has burst, the Harbour Herald reported.", outlet: "Sol Times",
            published: "2031-05-02T09:00:00Z")
        b.attribution("the Harbour Herald", "reported", "The Ostra dam has burst")
        b.claim("burst", "burst", type: "flood", who: ["dam"])
        let story = try #require(try StoryBuilder().stories(of: [a.reading, b.reading]).first)
        #expect(story.origins[1].relation == .cites)
        #expect(story.origins[1].document == 0)
        #expect(story.origins[1].root == story.origins[0].root)
        let event = try #require(story.events.first)
        #expect(event.articles == 2)
        #expect(event.origins.count == 1)
        #expect(event.mark == .single)
    }
}
