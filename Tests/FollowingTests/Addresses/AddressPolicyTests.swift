import Following
import Testing

@Suite("Which addresses may be asked") struct AddressPolicyTests {
    @Test(arguments: [
        ("8.8.8.8", IPAddress.Kind.global), ("2606:4700::1111", .global), ("127.0.0.1", .loopback),
        ("127.255.255.254", .loopback), ("::1", .loopback), ("10.1.2.3", .private), ("172.16.0.1", .private),
        ("172.31.255.255", .private), ("172.32.0.1", .global), ("192.168.1.1", .private),
        ("169.254.169.254", .linkLocal),
        ("fe80::1", .linkLocal), ("fec0::1", .linkLocal), ("fc00::1", .uniqueLocal), ("fd12:3456::1", .uniqueLocal),
        ("100.64.0.1", .carrier), ("100.127.255.255", .carrier), ("100.128.0.1", .global), ("224.0.0.1", .multicast),
        ("ff02::1", .multicast), ("0.0.0.0", .unspecified), ("0.1.2.3", .unspecified), ("::", .unspecified),
        ("255.255.255.255", .reserved), ("192.0.2.1", .reserved), ("198.18.0.1", .reserved), ("2001:db8::1", .reserved),
        ("2001::1", .reserved), ("5f00::1", .reserved),
        // IPv4 addresses inside IPv6 ones.
        ("::ffff:127.0.0.1", .loopback), ("::ffff:10.0.0.1", .private), ("::ffff:8.8.8.8", .global),
        ("::127.0.0.1", .loopback), ("::ffff:0:192.168.0.1", .private), ("64:ff9b::a00:1", .private),
        ("64:ff9b::808:808", .global), ("64:ff9b:1::1", .private), ("2002:7f00:1::1", .loopback),
        ("2002:c0a8:101::1", .private),
    ])
    func everyKindIsKnown(_ text: String, _ kind: IPAddress.Kind) throws {
        let address = try #require(IPAddress(text))
        #expect(address.kind == kind)
        #expect(AddressPolicy().allows(address) == (kind == .global))
    }

    @Test(arguments: ["127.1", "0x7f.0.0.1", "2130706433", "fe80::1%lo", "1.2.3", "", "::g", "01.2.3.4"])
    func oddSpellingsAreNoAddresses(_ text: String) { #expect(IPAddress(text) == nil) }

    /// The system reads odd spellings as old programs did; what it makes of them is checked like any other answer.
    @Test func oddSpellingsLeadToWhatTheyMean() async throws {
        for host in ["127.1", "0x7f000001", "2130706433"] {
            let found = try await SystemResolver().addresses(of: host)
            #expect(found == [IPAddress("127.0.0.1")])
            #expect(throws: FetchFailure.self) { try AddressPolicy().allowed(found, of: host) }
        }
    }

    @Test func theFlagAllowsOwnNetworksOnly() throws {
        let policy = AddressPolicy(allowsPrivate: true)
        for text in ["127.0.0.1", "10.0.0.1", "fe80::1", "fd00::1", "100.64.0.1", "::ffff:127.0.0.1"] {
            #expect(policy.allows(try #require(IPAddress(text))), "\(text)")
        }
        for text in ["224.0.0.1", "0.0.0.0", "::", "255.255.255.255", "ff02::1"] {
            #expect(!policy.allows(try #require(IPAddress(text))), "\(text)")
        }
    }

    @Test func aNameWithBothKindsIsAskedAtThePublicOne() throws {
        let own = try #require(IPAddress("10.0.0.1"))
        let open = try #require(IPAddress("8.8.8.8"))
        #expect(try AddressPolicy().allowed([own, open], of: "outlet.example") == [open])
        let failure = #expect(throws: FetchFailure.self) {
            try AddressPolicy().allowed([own], of: "outlet.example")
        }
        #expect(failure?.kind == .refused)
        #expect(failure?.reason.contains("private address") == true)
        #expect(failure?.reason.contains("--allow-private") == true)
    }
}
