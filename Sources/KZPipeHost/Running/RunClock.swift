import Glibc
public import KZPipeKit

/// The moment of a run, taken once, so that everything written in it agrees.
public enum RunClock {
  /// `SOURCE_DATE_EPOCH` (seconds since 1970, see reproducible-builds.org), else now.
  /// - Throws: when the variable is set and holds no number
  public static func moment(environment: [String: String]) throws(Diagnostic) -> PartialDate {
    guard let text = environment["SOURCE_DATE_EPOCH"], !text.isEmpty else {
      return PartialDate(secondsSinceEpoch: Int64(time(nil)))
    }
    guard let seconds = Int64(text), (0...253_402_300_799).contains(seconds) else {
      throw Diagnostic(
        .malformedVariable, "the environment variable \"SOURCE_DATE_EPOCH\" has to be a number of seconds since 1970",
        notes: ["for example SOURCE_DATE_EPOCH=$(date +%s)"])
    }
    return PartialDate(secondsSinceEpoch: seconds)
  }
}
