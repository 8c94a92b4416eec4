import Following
import Testing

@Suite("Going to an address") struct VisitorTests {
    private static func failure(
        _ web: FakeWeb, _ url: String, policy: AddressPolicy = AddressPolicy(), limits: FetchLimits = FetchLimits()
    ) async -> FetchFailure? {
        do throws(FetchFailure) {
            _ = try await web.visitor(policy: policy, limits: limits).get(try WebAddress(url), wanted: .feed)
            return nil
        } catch {
            return error
        }
    }

    @Test func redirectsEnd() async throws {
        let web = FakeWeb()
        web.at("http://a.example/1", 302, "", ["Location": "/2"])
        web.at("http://a.example/2", 302, "", ["Location": "/1"])
        #expect(await Self.failure(web, "http://a.example/1")?.reason.contains("circle") == true)
        for i in 0..<20 { web.at("http://b.example/\(i)", 307, "", ["Location": "\(i + 1)"]) }
        let long = await Self.failure(web, "http://b.example/0")
        #expect(long?.kind == .redirect)
        #expect(web.asked.count { $0.hasPrefix("http://b.example") } == 6)
        web.at("http://c.example/", 301, "", ["Location": "gopher://c.example/"])
        #expect(await Self.failure(web, "http://c.example/")?.kind == .redirect)
        web.at("https://d.example/", 301, "", ["Location": "http://d.example/"])
        #expect(await Self.failure(web, "https://d.example/")?.reason.contains("not encrypted") == true)
    }

    @Test(arguments: [
        "http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
        "http://[::ffff:192.168.0.1]/", "http://[fd00::1]/", "http://100.64.0.9/", "http://224.0.0.1/",
    ])
    func redirectsIntoPrivateNetworksAreRefused(_ target: String) async {
        let web = FakeWeb()
        web.at("http://a.example/", 302, "", ["Location": target])
        #expect(await Self.failure(web, "http://a.example/")?.kind == .refused)
        // Nobody was connected to but the first server.
        #expect(web.asked == ["http://a.example/"])
        #expect(await Self.failure(web, target)?.kind == .refused)
        #expect(web.asked == ["http://a.example/"])
    }

    @Test func namesThatLeadIntoPrivateNetworksAreRefused() async {
        let web = FakeWeb()
        web.name("inside.example", ["192.168.1.1", "::1"])
        #expect(await Self.failure(web, "http://inside.example/")?.reason.contains("192.168.1.1") == true)
        #expect(web.asked.isEmpty)
        // The public one of two is taken.
        web.name("both.example", ["10.0.0.1", "8.8.8.8"])
        web.at("http://both.example/", 200, "x")
        #expect(await Self.failure(web, "http://both.example/") == nil)
        #expect(web.connections == ["8.8.8.8"])
    }

    /// A name server that answers with a public address to be checked and with a private one to be connected to.
    @Test func rebindingANameGainsNothing() async {
        let web = FakeWeb()
        web.name("rebind.example", ["8.8.8.8"], ["127.0.0.1"])
        web.at("http://rebind.example/", 200, "x")
        #expect(await Self.failure(web, "http://rebind.example/") == nil)
        #expect(web.lookedUp == ["rebind.example"])
        #expect(web.connections == ["8.8.8.8"])
        // Asked again later, the new answer is checked anew.
        #expect(await Self.failure(web, "http://rebind.example/")?.kind == .refused)
        #expect(web.connections == ["8.8.8.8"])
    }

    @Test func theNextAddressIsTriedWhenOneDoesNotConnect() async {
        let web = FakeWeb()
        web.name("a.example", ["8.8.8.8", "8.8.4.4"])
        web.at("http://a.example/") { (_, times) throws(FetchFailure) in
            if times == 1 { throw FetchFailure(.connection, "refused") }
            return WebAnswer(status: 200)
        }
        #expect(await Self.failure(web, "http://a.example/") == nil)
        #expect(web.connections == ["8.8.8.8", "8.8.4.4"])
    }

    @Test func unknownNamesAndPackingsAreSaidSo() async {
        let web = FakeWeb()
        web.name("nowhere.example", [])
        #expect(await Self.failure(web, "http://nowhere.example/")?.kind == .name)
        web.at("http://a.example/", 200, "x", ["Content-Encoding": "br"])
        #expect(await Self.failure(web, "http://a.example/")?.reason.contains("br") == true)
        web.at("http://b.example/", 200, "no gzip", ["Content-Encoding": "gzip"])
        #expect(await Self.failure(web, "http://b.example/")?.kind == .answer)
    }

    @Test func oneQuestionAtATimeGoesToAHost() async throws {
        let gate = HostGate(gap: 0)
        let most = try await withThrowingTaskGroup(of: Void.self) { group in
            let counter = Counter()
            for _ in 0..<20 {
                group.addTask {
                    try await gate.through("a.example") { () async throws(FetchFailure) in
                        await counter.enter()
                        try? await Task.sleep(for: .milliseconds(2))
                        await counter.leave()
                    }
                }
            }
            try await group.waitForAll()
            return await counter.most
        }
        #expect(most == 1)
    }

    @Test func aPauseIsMadeBetweenQuestionsToAHost() async throws {
        let gate = HostGate(gap: 0.1)
        let clock = ContinuousClock()
        let took = try await clock.measure {
            for _ in 0..<3 { try await gate.through("a.example") { () async throws(FetchFailure) in } }
        }
        #expect(took >= .milliseconds(190))
        // Another host is not kept waiting.
        let slow = HostGate(gap: 3_600)
        try await slow.through("a.example") { () async throws(FetchFailure) in }
        let other = try await clock.measure { try await slow.through("b.example") { () async throws(FetchFailure) in } }
        #expect(other < .seconds(1_800))
    }

    private actor Counter {
        private var inside = 0
        private(set) var most = 0

        func enter() {
            inside += 1
            most = max(most, inside)
        }

        func leave() { inside -= 1 }
    }
}
