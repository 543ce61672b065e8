import Foundation
import KZPipeKit
import Testing
import TextArticle

/// The two real pages that lie beside the repository; skipped where they are not.
@Suite struct SeedTests {
  @Test(.enabled(if: Seeds.areThere, "skipped: ../shared/seeds is not there"))
  func interviewReportKeepsItsBodyAndOneOfEachCaption() async throws {
    let page = try await Seeds.cleaned("000_fb21abdec28869a3.txt")
    let body = page.kept(.paragraph)
    #expect(body.count == 16)
    #expect(body.first?.hasPrefix("As the ") == true && body.last?.hasSuffix(" he explained.") == true)
    #expect(Set(body).count == body.count)
    #expect(page.kept(.caption).count == 3)
    #expect(page.blocks.count { $0.verdict.reason == "repeated_caption" } == 3)
    #expect(page.blocks.count { $0.kind == .byline } == 2)
    #expect(page.blocks.filter(\.verdict.isKept).count == 19)
  }

  @Test(.enabled(if: Seeds.areThere, "skipped: ../shared/seeds is not there"))
  func questionsAndAnswersKeepTheirSections() async throws {
    let page = try await Seeds.cleaned("001_59906b00f758abd4.txt")
    let body = page.kept(.paragraph)
    #expect(body.count == 15)
    #expect(body.contains { $0.hasPrefix("Q. ") } && body.contains { $0.hasPrefix("A. ") })
    #expect(page.kept(.caption).count == 1)
    #expect(page.evidence.first { $0.property == "trail" }?.value == "Home\tNational\tDiplomacy")
    #expect(page.blocks.filter(\.verdict.isKept).count == 16)
    #expect(Set(page.blocks.filter { $0.verdict.isKept && $0.kind == .paragraph }.map(\.group)).count == 7)
  }
}

enum Seeds {
  static let directory = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("shared/seeds")

  static var areThere: Bool { FileManager.default.fileExists(atPath: directory.path) }

  static func cleaned(_ name: String) async throws -> Page {
    try await Harness.clean(Array(try Data(contentsOf: directory.appendingPathComponent(name))))
  }
}
