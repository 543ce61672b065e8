/// Reads a line once and finds everything that `LineForm` holds.
struct LineScanner {
  let table = CharacterTable.shared
  let lexicon: Lexicon

  /// Scans `range` of `bytes`; the hashes of its words are appended to `words`.
  func scan(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, words: inout [UInt64]) -> LineForm {
    var form = LineForm()
    var scanner = WordScanner()
    var numbers = NumberPatterns()
    let firstWord = words.count
    var wordLength = 0
    var wordUpper = 0
    var previous: UInt32 = 0x20
    /// A sentence end was read and only closers since.
    var pendingEnd: UInt32 = 0
    var atStart = true
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      // Letters and spaces of ASCII are most of most pages; the way below does the same for every character.
      if !atStart, Self.isPlainLetter(byte) {
        let isUpper = byte < 0x60
        if wordLength == 0 {
          form.lastCapitals = isUpper ? min(form.lastCapitals, 254) + 1 : 0
          if isUpper { form.capitalised += 1 }
        }
        if pendingEnd != 0 {
          if previous == 0x20, isUpper { form.innerEnds += 1 }
          pendingEnd = 0
        }
        var place = index
        while !numbers.isIdle, place < range.upperBound, Self.isPlainLetter(bytes[place]) {
          numbers.other(UInt32(bytes[place]))
          place += 1
        }
        let run = scanner.addLetters(bytes, index..<range.upperBound) { words.append($0) }
        let count = run.end - index
        form.columns += Int32(count)
        form.letters += Int32(count)
        form.upper += Int32(run.upper)
        wordUpper += run.upper
        wordLength += count
        index = run.end
        previous = UInt32(bytes[index - 1])
        continue
      }
      if byte == 0x20, !atStart {
        scanner.end { words.append($0) }
        numbers.other(0x20)
        if wordLength > 1, wordUpper == wordLength { form.shouted += 1 }
        wordLength = 0
        wordUpper = 0
        form.columns += 1
        previous = 0x20
        index += 1
        continue
      }
      let (value, length) = scalar(bytes, index)
      let kind = table.classify(value)
      scanner.add(value, kind, table) { words.append($0) }
      form.columns += kind.contains(.wide) ? 2 : 1
      if kind.contains(.letter) || kind.contains(.digit) {
        if kind.contains(.digit) {
          form.digits += 1
          numbers.digit(value & 0x0F)
        } else {
          form.letters += 1
          numbers.other(value)
        }
        if kind.contains(.upper) {
          form.upper += 1
          wordUpper += 1
          if wordLength == 0 { form.capitalised += 1 }
        }
        if wordLength == 0 { form.lastCapitals = kind.contains(.upper) ? min(form.lastCapitals, 254) + 1 : 0 }
        wordLength += 1
        if pendingEnd != 0, previous == 0x20 || kind.contains(.wide), !kind.contains(.lower) { form.innerEnds += 1 }
        pendingEnd = 0
      } else {
        numbers.other(value)
        if wordLength > 1, wordUpper == wordLength { form.shouted += 1 }
        wordLength = 0
        wordUpper = 0
        if value != 0x20 {
          mark(value, previous, bytes, index + length, range.upperBound, &form)
          if SentenceEnd.isEnd(value) { pendingEnd = value } else if !SentenceEnd.isCloser(value) { pendingEnd = 0 }
        }
      }
      if atStart { start(value, kind, &form, &atStart) }
      previous = value
      index += length
    }
    scanner.end { words.append($0) }
    numbers.end()
    if wordLength > 1, wordUpper == wordLength { form.shouted += 1 }
    form.flags.formUnion(numbers.flags)
    form.words = Int32(firstWord)..<Int32(words.count)
    end(bytes, range, &form)
    look(up: words[firstWord...], &form)
    return form
  }

  @inline(__always)
  private static func isPlainLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  @inline(__always)
  private func mark(
    _ value: UInt32, _ previous: UInt32, _ bytes: UnsafeBufferPointer<UInt8>, _ next: Int, _ end: Int,
    _ form: inout LineForm
  ) {
    form.marks += 1
    switch value {
    case 0x3E, 0x203A, 0xBB, 0x2192, 0x25B8, 0xFF1E: form.flags.insert(.arrow)
    case 0x7C, 0x2F, 0xB7, 0x2022: form.flags.insert(.stroke)
    case 0x3A: if previous == 0x3A { form.flags.insert(.stroke) }
    default: break
    }
    switch value {
    case 0x2C, 0x3001, 0xFF0C, 0x060C, 0x3B: form.commas += 1
    case 0x22, 0xAB, 0xBB, 0x2018, 0x201C, 0x201D, 0x201E, 0x300C, 0x300E: form.quotes += 1
    case 0x28, 0x5B, 0xFF08, 0x3010: form.brackets += 1
    case 0x7C, 0x203A, 0x2192, 0x2022, 0xB7, 0x3E, 0x2F, 0xFF5C, 0x2013, 0x2014, 0x2D:
      if previous == 0x20, next < end, bytes[next] == 0x20 { form.separators += 1 }
    case 0x40:
      if previous != 0x20, next < end, bytes[next] > 0x2E, bytes[next] != 0x40 { form.flags.insert(.mail) }
    case 0x3A:
      if next + 1 < end, bytes[next] == 0x2F, bytes[next + 1] == 0x2F { form.flags.insert(.address) }
    case 0xA9, 0x24D2, 0x24B8: form.flags.insert(.copyright)
    default: break
    }
  }

  @inline(__always)
  private func start(_ value: UInt32, _ kind: CharacterTable.Class, _ form: inout LineForm, _ atStart: inout Bool) {
    if kind.contains(.letter) {
      form.start = kind.contains(.upper) ? .upper : kind.contains(.lower) ? .lower : .caseless
      atStart = false
    } else if kind.contains(.digit) {
      form.start = .digit
      atStart = false
    } else if form.columns == 1 || form.columns == 2 {
      switch value {
      case 0x22, 0xAB, 0x2018, 0x201C, 0x201E, 0x300C, 0x300E, 0x27: form.startsWithQuote = true
      case 0x2D, 0x2013, 0x2014, 0x2015: form.startsWithDash = true
      default: form.start = .mark
      }
    }
  }

  private func end(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ form: inout LineForm) {
    var index = range.upperBound
    var seen = 0
    while index > range.lowerBound, seen < 4 {
      index -= 1
      while index > range.lowerBound, bytes[index] & 0xC0 == 0x80 { index -= 1 }
      let (value, _) = scalar(bytes, index)
      seen += 1
      if SentenceEnd.isCloser(value) {
        form.endsInCloser = true
        if seen == 1, value == 0x29 || value == 0x5D || value == 0xFF09 || value == 0x3011 {
          form.flags.insert(.bracketAtEnd)
        }
        continue
      }
      switch value {
      case 0x3F, 0xFF1F, 0x061F: form.end = .question
      case 0x2026: form.end = .ellipsis
      case 0x2E:
        form.end =
          index >= range.lowerBound + 2 && bytes[index - 1] == 0x2E && bytes[index - 2] == 0x2E ? .ellipsis : .sentence
      case 0x3A, 0xFF1A: form.end = .colon
      case 0x2C, 0x3B, 0x3001, 0xFF0C: form.end = .comma
      default: form.end = SentenceEnd.isEnd(value) ? .sentence : .other
      }
      return
    }
    form.end = .other
  }

  /// Roles and weights of the words and of neighbouring pairs.
  private func look(up words: ArraySlice<UInt64>, _ form: inout LineForm) {
    var previous: UInt64 = 0
    var previousStartsPair = false
    var fingerprint = WordHash.start
    words.withUnsafeBufferPointer { words in
      for (place, word) in words.enumerated() {
        fingerprint = WordHash.join(fingerprint, word)
        let entry = lexicon.find(word)
        if let entry {
          form.roles.count(entry.roles)
          if !entry.roles.isDisjoint(with: [.photo, .agency]) {
            if form.creditFromStart < 0 { form.creditFromStart = Int32(place) }
            form.creditFromEnd = Int32(words.count - 1 - place)
          }
          if entry.weight != 0 { weigh(entry.weight, &form) }
        }
        if previousStartsPair, let pair = lexicon.find(WordHash.pair(previous, word)), pair.weight != 0 {
          weigh(pair.weight, &form)
        }
        previous = word
        previousStartsPair = entry?.startsPair ?? false
      }
    }
    form.fingerprint = WordHash.finish(fingerprint)
    if form.roles[.month] > 0, form.digits > 0 { form.flags.insert(.month) }
  }

  @inline(__always)
  private func weigh(_ weight: Float, _ form: inout LineForm) {
    form.weightSum += weight
    form.weightMin = min(form.weightMin, weight)
    form.weightMax = max(form.weightMax, weight)
    form.weighted += 1
  }
}
