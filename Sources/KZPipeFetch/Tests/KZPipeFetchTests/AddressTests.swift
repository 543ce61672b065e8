import Testing

@testable import KZPipeFetch

@Suite struct AddressTests {
  @Test(arguments: [
    ("http://Example.ORG", "http://example.org/"), ("https://example.org:443/a?b#c", "https://example.org/a?b"),
    ("http://example.org:8080/x", "http://example.org:8080/x"),
    (" https://example.org/a b ", "https://example.org/a%20b"),
    ("https://example.org/a/../b/./c", "https://example.org/b/c"),
    ("https://example.org?x=1", "https://example.org/?x=1"),
    ("https://example.org./", "https://example.org/"),
    ("https://қазақ.example/ә", "https://xn--80aau21bd.example/%D3%99"),
    ("https://他们为什么不说中文.example/", "https://xn--ihqwcrb4cv8a8dqg056pqjye.example/"),
    ("https://bücher.example/", "https://xn--bcher-kva.example/"), ("http://[2001:DB8::1]/", "http://[2001:db8::1]/"),
    ("https://example.org/a\\b", "https://example.org/a%5Cb"), ("https://example.org/%e4", "https://example.org/%e4"),
    ("http://192.0.2.1/", "http://192.0.2.1/"), ("https://example.org//a//", "https://example.org//a//"),
  ])
  func addressesHaveOneSpelling(text: String, spelling: String) throws {
    #expect(try PageAddress(text).description == spelling)
    #expect(try PageAddress(spelling).description == spelling)
  }

  @Test(arguments: [
    "ftp://example.org/", "example.org", "http:/example.org", "http://", "http:///x", "http://user@example.org/",
    "http://example.org@evil.example/", "http://example.org:0/", "http://example.org:99999/", "http://example.org:8x/",
    "http://127.1/", "http://2130706433/", "http://0x7f.0.0.1/", "http://0177.0.0.1/", "http://1.2.3.4.5/",
    "http://[::1/",
    "http://[fe80::1%25eth0]/", "http://[1.2.3.4]/", "http://exa mple.org/", "http://a..b/", "http://exam\nple.org/",
    "http://e\u{FF58}ample.org/", "http://example.org\\@evil.example/", "javascript:alert(1)", "http://%31/",
    "http://1.2.3.４/",
  ])
  func doubtfulAddressesAreRefused(text: String) {
    #expect(throws: FetchFailure.self) { try PageAddress(text) }
  }

  @Test func whatIsTooLongIsRefused() {
    #expect(throws: FetchFailure.self) { try PageAddress("http://example.org/" + String(repeating: "a", count: 9000)) }
  }

  @Test(arguments: [
    ("/x", "https://a.example/x"), ("x", "https://a.example/b/x"), ("../x", "https://a.example/x"),
    ("../../../x", "https://a.example/x"), ("?y=2", "https://a.example/b/c?y=2"),
    ("//b.example/z", "https://b.example/z"),
    ("http://b.example", "http://b.example/"), ("", "https://a.example/b/c?q=/d"),
    ("#top", "https://a.example/b/c?q=/d"),
    ("./", "https://a.example/b/"),
  ])
  func referencesAreResolved(reference: String, target: String) throws {
    #expect(try PageAddress("https://a.example/b/c?q=/d").resolve(reference).description == target)
  }

  @Test func otherSchemesAreNotFollowed() throws {
    let page = try PageAddress("https://a.example/b")
    for reference in ["file:///etc/passwd", "gopher://x/", "data:text/html,x"] {
      #expect(throws: FetchFailure.self) { try page.resolve(reference) }
    }
  }

  // MARK: Networks

  @Test(arguments: [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "100.127.255.255",
    "0.0.0.0", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9", "192.0.0.1", "192.88.99.1", "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1", "2001::1", "2002:7f00:1::",
    "3fff::1",
    "100::1",
  ])
  func specialNetworksAreNotPublic(text: String) throws {
    #expect(try #require(IPAddress(text)).isPublic == false)
  }

  @Test(arguments: [
    "8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "100.128.0.1", "192.0.1.1", "198.17.0.1",
    "198.20.0.1",
    "223.255.255.255", "2606:4700::1111", "2001:4860::8888", "2a00::1",
  ])
  func othersArePublic(text: String) throws { #expect(try #require(IPAddress(text)).isPublic) }

  @Test func oneBadAddressRefusesTheName() async throws {
    let public4 = try #require(IPAddress("8.8.8.8"))
    let private4 = try #require(IPAddress("10.0.0.1"))
    let rules = AddressRules(allowsPrivate: false) { name in name == "mixed.example" ? [public4, private4] : [public4] }
    #expect(try await rules.addresses(for: PageAddress("https://good.example/").origin) == [public4])
    for text in [
      "https://mixed.example/", "http://127.0.0.1/", "http://[::1]/", "http://[::ffff:10.0.0.1]/",
      "https://good.example:8443/",
    ] {
      let origin = try PageAddress(text).origin
      await #expect(throws: FetchFailure.self) { try await rules.addresses(for: origin) }
    }
    let all = AddressRules(allowsPrivate: true) { _ in [private4] }
    #expect(try await all.addresses(for: PageAddress("http://desk.example:8080/").origin) == [private4])
  }

  @Test func theSystemLooksNamesUp() async throws {
    let rules = AddressRules(allowsPrivate: true)
    #expect(try await rules.addresses(for: PageAddress("http://localhost/").origin).allSatisfy { !$0.isPublic })
    let refusing = AddressRules(allowsPrivate: false)
    await #expect(throws: FetchFailure.self) {
      try await refusing.addresses(for: PageAddress("http://localhost/").origin)
    }
  }
}
