/// What the IPTC's vocabularies hold, as far as rules need it.
///
/// Source: IPTC Catalog of standard schemes 41, GenreCode, and the QCode attributes of the NewsML-G2 2.35 schema.
enum Vocabularies {
  static let newestCatalog = 41
  static let catalogName = "catalog.IPTC-G2-Standards_"

  /// Aliases that the catalog declares and that are in use.
  static let aliases = words(
    """
    a1312cat a1312prio a1312svc a1312vers acdc altidrole aoprop app aspfacet aspfacetvalue authoritystatus
    bcp47 catinat chprop cinat ciprol colin colsp conf cpnat cpprole cptdefrole cptnoterole crel ctech cusip
    cwarn dbpedia digsrctype dimensionunit drol dummy ecirol edconf ednoterole encd entityprop eocstat eorol
    eprol eregrol erol figi fisymtype freebase frmt gen genre geonames geonameshttps gics googletopicsv1
    googletopicsv2 hashscope hashtype hatarget hopaction howextr howpr iabadproduct10 iabadproduct20
    iabaudience10 iabcontent20 iabcontent21 iabcontent22 iabcontent30 ikos imgregrole imgregtype impt irel
    irep isin iso3166-1a2 iso3166-1a3 iso3166-2 iso4217a iso4217n ivqu lbtyp loctyp loutorient lrol mb-artist
    mb-label mb-recording mb-release mb-releasegroup mb-work medtop medtype mic mtyp ncostat ninat nityp nmsig
    not nprod nprov nprt nrol oito parasport pgrmod plinat plus prio prodgenre prop prov pst1 rcalctype rel
    riaspect rightsprop riscope rnd role1 rscaleunit rtype scn secst sedol sev sig skos sov squ stat subj
    ticker tidm timeunit tone tpctyp trustindicator urgy useracttype valfmt vcdc videodef why wikidata wldreg
    """)

  static let retiredAliases: Set<String> = ["ctrol", "isrol"]

  /// Values of closed vocabularies.
  static let values: [String: Set<String>] = [
    "ninat": ["text", "picture", "audio", "video", "graphic", "composite", "animation"],
    "stat": ["usable", "withheld", "canceled"],
    "cpnat": ["abstract", "person", "organisation", "geoArea", "poi", "object", "event"],
    "why": ["direct", "ancestor"],
    "genre": words(
      """
      Actuality Advice Advisory Almanac Analysis Archive_material Background Biography Birth_Announcement
      Current Curtain_Raiser Daybook Exclusive Feature Fixture Forecast From_the_Scene History Horoscope
      Interview Listing_of_facts Music Obituary Opinion Polls_and_Surveys Press-Digest Press_Release Profile
      Program Question_and_Answer_Session Quote Raw_Sound Response_to_a_Question
      Results_Listings_and_Statistics Retrospective Review Scener Side_bar_and_supporting_information
      Special_Report Summary Synopsis Text_only Transcript_and_Verbatim Update Voicer Wrap Wrapup
      """),
  ]

  /// Attributes of NewsML-G2 elements that take a QCode, or several where they are in `lists`.
  static let codeAttributes = words(
    """
    accesstype aspect audiochannels audiocodec authoritystatus colourindicator colourspace concepttype
    confirmationstatus creator derivedfrom durationunit encoding environment format hashtype heightunit how
    idformat interactiontype jobtitle layoutorientation market marketlabelsrc mode part pubconstraint qcode
    radunit ratertype ratingtype rel rendition renditionref reposrole representation residrefformat role
    scaleunit scope severity symbolsrc target tech timeunit type valcalctype valueunit videocodec
    videodefinition videoscaling why widthunit
    """)

  /// Attributes that are QCodes on some elements and something else on others: judged only when they look like one.
  static let ambiguousAttributes: Set<String> = ["rel", "role", "part", "creator"]

  /// Attributes that point to ids of the item.
  static let references: Set<String> = ["idrefs", "idref", "contentrefs", "original", "sourceidref", "root"]

  private static func words(_ text: String) -> Set<String> {
    Set(text.split(whereSeparator: \.isWhitespace).map(String.init))
  }
}

/// The IPTC Media Topics that exist: a rule can only judge them with their list.
public struct MediaTopicList: Sendable {
  private var isRetired: [Substring: Bool] = [:]

  /// Reads the table of the exporter: lines of code, tab, `-` or the year of retirement; `#` begins a comment.
  public init(table: [UInt8]) {
    for line in String(decoding: table, as: UTF8.self).split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", maxSplits: 2)
      if fields.count == 3 { isRetired[fields[0]] = fields[1] != "-" }
    }
  }

  public var isEmpty: Bool { isRetired.isEmpty }

  /// Whether `code` (eight digits) was retired; `nil` when there is no such topic.
  func isRetired(_ code: Substring) -> Bool? { isRetired[code] }
}
