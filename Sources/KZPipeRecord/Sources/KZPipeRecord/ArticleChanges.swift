public import KZPipeJSON
public import KZPipeKit

/// What an enricher in another process did to an article: `{"add": {…}, "set": {…}}` with members of the article record.
///
/// `add` appends to lists, `set` replaces whole members. Only annotations, language and dates can be changed: offsets count in
/// everything else.
public enum ArticleChanges {
  /// The changes that make `after` of `before`, or `nil` when more was changed than an enricher may.
  public static func json(from before: Article, to after: Article) -> [UInt8]? {
    var rest = after
    rest.annotations = before.annotations
    rest.provenance = before.provenance
    rest.language = before.language
    rest.datePublished = before.datePublished
    rest.datePublishedIsInferred = before.datePublishedIsInferred
    rest.dateModified = before.dateModified
    guard rest == before else { return nil }
    var json = RecordWriter(exact: true)
    json.object { json in
      json.field("set") { json in
        for member in AnnotationMember.allCases where !member.isEqual(before.annotations, after.annotations) {
          member.write(after.annotations, to: &json)
        }
        if before.language != after.language { json.field("language", after.language) }
        if before.datePublished != after.datePublished
          || before.datePublishedIsInferred != after.datePublishedIsInferred
        {
          json.field("date_published", after.datePublished?.description)
          json.field("date_published_inferred", after.datePublishedIsInferred)
        }
        if before.dateModified != after.dateModified { json.field("date_modified", after.dateModified?.description) }
        if before.provenance != after.provenance {
          json.list("provenance", after.provenance) { entry, json in ArticleRecord.write(entry, to: &json) }
        }
      }
    }
    return json.bytes
  }

  /// Carries changes out; the article is as it was when they do not fit.
  /// - Parameter fields: what the stage declares to write
  /// - Throws: `RecordFault` for a member that may not be changed or is not declared, and for everything that does not fit
  ///   the article: offsets, texts, entities that are not there
  public static func apply(
    _ changes: JSONValue, to article: inout Article, declared fields: Set<Field>
  ) throws(RecordFault) {
    guard let members = changes.object else { throw RecordFault("is no object") }
    var changed = article
    for member in members {
      guard member.key == "add" || member.key == "set" else {
        throw RecordFault("is neither \"add\" nor \"set\"", at: "/" + member.key)
      }
      do {
        try apply(try RecordObject(member.value), replacing: member.key == "set", to: &changed, declared: fields)
      } catch { throw error.under(member.key) }
    }
    try checkReferences(of: changed.annotations)
    article = changed
  }

  private static func apply(
    _ record: RecordObject, replacing: Bool, to article: inout Article, declared fields: Set<Field>
  ) throws(RecordFault) {
    for member in record.value.object ?? [] {
      let annotation = AnnotationMember(rawValue: member.key)
      guard let field = annotation?.field ?? others[member.key] else {
        throw RecordFault("cannot be changed: an enricher adds annotations", at: "/" + member.key)
      }
      guard fields.contains(field) || field == "provenance" else {
        throw RecordFault(
          "was changed, but the stage does not declare to write \(field.rawValue)", at: "/" + member.key)
      }
      if replacing {
        annotation?.clear(&article.annotations)
        if member.key == "provenance" { article.provenance = [] }
      }
      try annotation?.read(from: record, into: &article)
    }
    if record.has("language") { article.language = try record.string("language") }
    article.provenance += try record.list("provenance", ArticleRecord.provenance)
    try ArticleRecord.readMetadata(of: &article, from: record)
  }

  /// Members beside the annotations, with the field that a stage declares to write them.
  private static let others: [String: Field] = [
    "language": .language, "date_published": .metadata, "date_published_inferred": .metadata,
    "date_modified": .metadata, "provenance": "provenance",
  ]

  private static func checkReferences(of annotations: Annotations) throws(RecordFault) {
    let entities = Set(annotations.entities.map(\.id))
    guard entities.count == annotations.entities.count else {
      throw RecordFault("has two entities with one id", at: "/entities")
    }
    for (index, mention) in annotations.mentions.enumerated() where !entities.contains(mention.entity) {
      throw RecordFault("names an entity that is not there", at: "/mentions/\(index)/entity")
    }
    for (index, role) in annotations.roles.enumerated() where !entities.contains(role.entity) {
      throw RecordFault("names an entity that is not there", at: "/roles/\(index)/entity")
    }
    for (index, quotation) in annotations.quotations.enumerated() {
      if let speaker = quotation.speaker, !entities.contains(speaker) {
        throw RecordFault("names an entity that is not there", at: "/quotations/\(index)/speaker")
      }
    }
  }
}
