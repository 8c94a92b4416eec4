import JSON

/// Composes articles about invented situations from templates. Figures rise with time, sources disagree, about one
/// article in four repeats most of an earlier one.
struct ArticleWriter {
    struct Article {
        var id: String
        var outlet: String
        var title: String
        var published: String
        var text: String
    }

    private struct Situation {
        var town: String
        var region: String
        var event: Event
        var day: Int
        var toll: Int
        var injured: Int
        var told: [[String]] = []
    }

    private struct Event {
        var noun: String
        var verb: String
        var cause: String
    }

    private var random: Xorshift
    private var situations: [Situation] = []

    private static let towns = [
        "Pellin", "Corran", "Vastra", "Ellan", "Marrow Bay", "Tollgate", "Sarn", "Oskiv", "Dellport", "Hask", "Brenna",
        "Lower Quay", "Imber", "Novy Strand", "Kassel Point", "Arden Cross", "Yelva", "Port Merrin", "Gorse Hill",
        "Tamar",
    ]
    private static let regions = [
        "Northmark", "Ostrava Plain", "the Lake Country", "Upper Sarn", "Westfold", "the Karst",
    ]
    private static let outlets = [
        "The Harbour Herald", "Northmark Wire", "Daily Lantern", "Radio Corran", "The Evening Post of Vastra",
        "Lakeside News",
        "Border Gazette", "The Tollgate Times", "Capital Observer", "Ellan Today", "Coastline", "The Independent Quill",
    ]
    private static let surnames = [
        "Kade", "Lindt", "Okoye", "Brandt", "Amari", "Roux", "Vale", "Ito", "Moss", "Adeyemi", "Pell", "Shaw", "Tan",
        "Hale",
    ]
    private static let given = ["Anna", "Peter", "Mara", "Tomas", "Ines", "David", "Lena", "Omar", "Ruth", "Viktor"]
    private static let offices = [
        "the Interior Ministry", "the regional governor's office", "the fire service", "the Red Crescent branch",
        "hospital staff", "the army command", "the mayor's office", "two officials who asked not to be named",
    ]
    private static let events = [
        Event(noun: "explosion", verb: "An explosion tore through a warehouse", cause: "a gas leak"),
        Event(noun: "flood", verb: "Flood water broke through a dam", cause: "days of heavy rain"),
        Event(noun: "shelling", verb: "Artillery fire struck a market", cause: "fighting along the border"),
        Event(noun: "fire", verb: "A fire swept through a housing block", cause: "a faulty heater"),
        Event(
            noun: "earthquake", verb: "An earthquake flattened dozens of houses", cause: "movement along the Sarn fault"
        ),
        Event(noun: "derailment", verb: "A passenger train left the tracks", cause: "a damaged rail"),
    ]
    private static let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    private static let filler = [
        "Schools in the area stayed closed and buses were sent to bring people to shelters.",
        "Roads into the town were blocked by vehicles, and the bridge over the river was open to ambulances only.",
        "Residents said they had received no warning.",
        "\"We heard a noise and then everything shook,\" said a shopkeeper who lives nearby.",
        "The government promised help for families who lost their homes.",
        "Opposition politicians called for an inquiry into how the authorities responded.",
        "Power was restored to parts of the town late in the evening.",
        "It was the worst such event in the region since 1998.",
        "Neighbouring countries offered rescue teams and equipment.",
        "The prime minister cancelled a trip abroad and was expected to visit the site.",
    ]

    /// So many articles as JSON lines; the same numbers give the same bytes.
    static func lines(_ count: Int, seed: UInt64, perSituation: Int) -> [UInt8] {
        var writer = ArticleWriter(seed: seed, situations: max(1, count / perSituation))
        var json = JSONWriter()
        for number in 0..<count {
            let article = writer.next(number)
            json.object { json in
                json.member("id", article.id)
                json.member("outlet", article.outlet)
                json.member("title", article.title)
                json.member("published", article.published)
                json.member("text", article.text)
            }
            json.newline()
        }
        return json.bytes
    }

    init(seed: UInt64, situations count: Int) {
        random = Xorshift(seed: seed &* 0x9E37_79B9_7F4A_7C15)
        for i in 0..<count {
            situations.append(
                Situation(
                    town: Self.towns[(i + random.next(below: 3)) % Self.towns.count], region: pick(Self.regions),
                    event: pick(Self.events), day: random.next(below: 300), toll: 2 + random.next(below: 20),
                    injured: 10 + random.next(below: 90)))
        }
    }

    private mutating func pick<Item>(_ items: [Item]) -> Item { items[random.next(below: items.count)] }

    /// The article of that number.
    mutating func next(_ number: Int) -> Article {
        let index = random.next(below: situations.count)
        let situation = situations[index]
        let age = situation.told.count / 8
        let day = situation.day + age
        let outlet = pick(Self.outlets)
        var sentences: [String]
        if situation.told.count > 2, random.next(below: 4) == 0 {
            sentences = pick(situation.told)
            sentences[sentences.count - 1] = pick(Self.filler)
        } else {
            sentences = compose(situation, day)
        }
        situations[index].told.append(sentences)
        if random.next(below: 3) == 0 {
            situations[index].toll += random.next(below: 4)
            situations[index].injured += random.next(below: 12)
        }
        let hour = 6 + random.next(below: 16)
        let title = "\(situation.event.noun.capitalised) in \(situation.town): at least \(situation.toll) dead"
        return Article(
            id: "g\(number)", outlet: outlet, title: title,
            published: "\(Self.date(day))T\(hour < 10 ? "0" : "")\(hour):00:00Z",
            text: title + "\n\n" + sentences.joined(separator: " "))
    }

    private mutating func compose(_ situation: Situation, _ day: Int) -> [String] {
        let event = situation.event
        let weekday = Self.weekdays[situation.day % 7]
        let name = pick(Self.given) + " " + pick(Self.surnames)
        let surname = name.split(separator: " ").last.map(String.init) ?? name
        let office = pick(Self.offices)
        let other = pick(Self.offices)
        let less = max(1, situation.toll - 1 - random.next(below: 3))
        var sentences = [
            "\(situation.town.uppercased()), \(Self.date(day)) — \(event.verb) in \(situation.town) on \(weekday), killing at least \(situation.toll) people and injuring \(situation.injured), \(office) said.",
            "The \(event.noun) was caused by \(event.cause), according to \(other).",
            "\(name), a spokesperson for \(situation.region), said rescuers were still searching for \(3 + random.next(below: 30)) missing people.",
            "\(other.capitalised) put the number of dead at \(less).",
            "\"The next hours are decisive,\" \(surname) told reporters in \(situation.town).",
        ]
        let extra = 2 + random.next(below: 6)
        for _ in 0..<extra { sentences.insert(pick(Self.filler), at: 2 + random.next(below: sentences.count - 2)) }
        return sentences
    }

    /// A day of 2031 by its number from 0.
    private static func date(_ day: Int) -> String {
        var rest = day % 365
        for (month, length) in [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].enumerated() {
            if rest < length { return "2031-\(padded(month + 1))-\(padded(rest + 1))" }
            rest -= length
        }
        return "2031-12-31"
    }

    private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension String {
    /// With a capital in front.
    fileprivate var capitalised: String { prefix(1).uppercased() + dropFirst() }
}
