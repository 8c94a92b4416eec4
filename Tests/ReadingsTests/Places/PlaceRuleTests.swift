import Documents
import Lexicons
import Testing
import Texts

@testable import Readings

@Suite(
    "Rules for places",
    .enabled(if: Resource.names.contains(Gazetteer.embeddedName) && Resource.names.contains("models/english.network")))
struct PlaceRuleTests {
    /// The role that a whole reading gives to the place marked by brackets; nil when it finds none there.
    private func role(_ marked: String, _ reader: Reader) -> Place.Role? {
        let bytes = Array(marked.utf8)
        guard let open = bytes.firstIndex(of: 0x5B), let close = bytes.firstIndex(of: 0x5D) else { return nil }
        let plain = bytes.filter { $0 != 0x5B && $0 != 0x5D }
        let reading = reader.read(Document(text: Text(String(decoding: plain, as: UTF8.self))))
        return reading.places.first { $0.extent.start == open && $0.extent.end == close - 1 }?.role
    }

    @Test("The examples of place-actors.tsv: what acts, what does not (floor: 8 of 10, the trees are learnt)")
    func actors() throws {
        let table = try Table(named: "rules/place-actors.tsv", columns: ["lemma", "role"])
        let reader = try Reader()
        var wrong: [String] = []
        var count = 0
        for row in table.rows {
            for (column, expected) in [("fires", Place.Role.actor), ("not", .place)] where !row[column].isEmpty {
                count += 1
                let found = role(row[column], reader)
                if found != expected { wrong.append("\(row[column]): \(found.map { "\($0)" } ?? "no place")") }
            }
        }
        #expect(count >= 12)
        #expect(wrong.count * 10 <= count * 2, "\(wrong)")
    }

    @Test("Sentences of our own keep their places (floor: 16 of 20)")
    func sentences() throws {
        let reader = try Reader()
        var wrong: [String] = []
        for (text, name, expected) in Self.sentences {
            let reading = reader.read(Document(text: Text(text)))
            let place = reading.places.first { reading.text[$0.extent] == name }
            let found = place.map { "\($0.country ?? "-").\($0.region ?? "-") \($0.precision.rawValue)" } ?? "none"
            if found != expected { wrong.append("\(name): \(found), not \(expected)") }
        }
        #expect(wrong.count <= 4, "\(wrong)")
    }

    @Test(
        "What bears a town's name and is no town, and what is no namesake abroad",
        arguments: [
            ("The strike hit a depot in Syria, U.S. officials said on Monday.", "Syria", "SY country"),
            ("Families crossed from Mexico on the American side of the river.", "Mexico", "MX country"),
            ("Envoys of the U.S. met in Lyon, France, and the U.S. asked for time.", "U.S.", "US country"),
            ("The envoy told the UN in the evening that France would wait.", "UN", "none"),
            ("North Korea fired two missiles. The North had warned of it in May.", "North", "KP country"),
            ("Leaders in the West warned of it.", "West", "none"),
            ("Hurricane Harvey tore roofs off. Damage from Harvey was put at two billion.", "Harvey", "none"),
            ("Diplomats of the Middle East met in Texas, Ohio and Kansas.", "Middle East", "- region"),
            ("Only the army stayed in Rostov-on-Don, a colonel said.", "Don", "none"),
            ("The attacks in Paris shook Texas, Ohio, Iowa and Kansas.", "Paris", "FR town"),
            ("Fighters of the Wagner Group left. A man from Wagner spoke.", "Wagner", "none"),
            ("A storehouse burned in Paris, Texas, on Monday.", "Paris", "US town"),
            ("The mayor of West, Texas, thanked them.", "West", "US town"),
            ("Ministers met on Monday in the Canadian city of Montreal.", "Canadian", "CA country"),
            ("A team of the Fire and Rescue Service flew from Texas to Ohio.", "Rescue", "none"),
            ("The quake shook Port-au-Prince and Petion-Ville in Haiti.", "Port-au-Prince", "HT town"),
        ])
    func namesakes(text: String, name: String, expected: String) throws {
        let reading = try Reader().read(Document(text: Text(text)))
        let place = reading.places.last { reading.text[$0.extent] == name }
        #expect((place.map { "\($0.country ?? "-") \($0.precision.rawValue)" } ?? "none") == expected)
    }

    static let sentences: [(String, String, String)] = [
        ("A warehouse burned down in Springfield, Illinois, on Monday.", "Springfield", "US.IL town"),
        ("A warehouse burned down in Springfield, Mo., on Monday.", "Springfield", "US.MO town"),
        ("Two bridges over the river were closed in Portland, Oregon.", "Portland", "US.OR town"),
        ("The flood reached Cambridge in eastern England.", "Cambridge", "GB.ENG town"),
        ("Rescuers dug through the rubble in the Turkish city of Antakya.", "Antakya", "TR.31 town"),
        ("Shells fell on villages in southern Lebanon.", "Lebanon", "LB.- region"),
        ("Drones hit a depot in Russia's Kursk region.", "Kursk", "RU.41 region"),
        ("Crowds gathered in Khartoum and Omdurman.", "Omdurman", "SD.29 town"),
        ("Aid trucks waited at the crossing near Rafah.", "Rafah", "PS.GZ town"),
        ("The cholera outbreak spread across Haiti.", "Haiti", "HT.- country"),
        ("Fires burned in New South Wales for a second week.", "New South Wales", "AU.02 region"),
        ("The ship was struck in the Red Sea.", "Red Sea", "-.- area"),
        ("A quake shook Kathmandu before dawn.", "Kathmandu", "NP.3 town"),
        ("The clinic in Goma was full.", "Goma", "CD.11 town"),
        ("Protesters marched through Tbilisi, Georgia.", "Georgia", "GE.- country"),
        ("Protesters marched through Atlanta, Georgia.", "Georgia", "US.GA region"),
        ("Ida Marlow flew from London to New York.", "New York", "US.NY town"),
        ("A court in Paris, Texas, heard the case.", "Paris", "US.TX town"),
        ("The line at Pokrovsk held, the general staff said in Kyiv.", "Pokrovsk", "UA.05 town"),
        ("Storms hit Walker County, Texas.", "Walker County", "US.TX district"),
    ]
}
