import KZPipeKit
import Testing

@Suite struct PartialDateTests {
  @Test(arguments: [
    ("2022", "2022"), ("2022-01", "2022-01"), ("2022-01-14", "2022-01-14"), ("20220114", "2022-01-14"),
    ("2022-01-14T09:30", "2022-01-14T09:30:00"), ("2022-01-14 09:30:15", "2022-01-14T09:30:15"),
    ("2022-01-14T09:30:15.250Z", "2022-01-14T09:30:15Z"), ("2022-01-14T09:30:00+0900", "2022-01-14T09:30:00+09:00"),
    ("2022-01-14T09:30:00-03:30", "2022-01-14T09:30:00-03:30"),
    ("2022-01-14t09:30:00 +06", "2022-01-14T09:30:00+06:00"),
    ("2024-02-29", "2024-02-29"),
  ])
  func readsAndWrites(written: String, expected: String) throws {
    #expect(try #require(PartialDate(iso8601: written)).description == expected)
  }

  @Test(arguments: [
    "", "22", "2022-13", "2022-00", "2023-02-29", "2022-04-31", "2022-01-14T24:00", "2022-01-14T09", "2022-01-14T09:60",
    "2022-01-14T09:30:", "2022-01-14X", "2022-01-14T09:30+15:00", "yesterday", "2022-01-14T09:30:00+09:00x",
    "0000-01-01",
  ])
  func refusesWhatIsNoDate(written: String) {
    #expect(PartialDate(iso8601: written) == nil)
  }

  @Test func secondsGoThereAndBack() {
    for seconds in stride(from: Int64(-70_000_000_000), through: 70_000_000_000, by: 777_777_777) {
      #expect(PartialDate(secondsSinceEpoch: seconds).secondsSinceEpoch == seconds)
    }
    #expect(PartialDate(secondsSinceEpoch: 0).description == "1970-01-01T00:00:00Z")
    #expect(PartialDate(secondsSinceEpoch: -1).description == "1969-12-31T23:59:59Z")
  }

  @Test func zoneCounts() throws {
    let seoul = try #require(PartialDate(iso8601: "2022-01-14T09:30:00+09:00"))
    let london = try #require(PartialDate(iso8601: "2022-01-14T00:30:00Z"))
    #expect(seoul.secondsSinceEpoch == london.secondsSinceEpoch)
    #expect(!(seoul < london) && !(london < seoul))
  }
}
