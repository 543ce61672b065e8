/// Words around names in bylines, in the languages that news comes in.
///
/// Curated from the printed forms that news sites of many countries use; everything is in lower case.
enum BylineWords {
  /// Openers that stand before a name and are no part of it, longest first when one begins another.
  static let openers: [[String]] = [
    // English
    "written by", "reported by", "reporting by", "posted by", "published by", "story by", "words by", "text by",
    "article by", "edited by", "compiled by", "interview by", "analysis by", "opinion by", "by", "author", "authors",
    "writer",
    // German
    "ein artikel von", "ein beitrag von", "eine analyse von", "ein kommentar von", "ein gastbeitrag von",
    "interview von",
    "aufgezeichnet von", "geschrieben von", "verfasst von", "kolumne von", "analyse von", "kommentar von",
    "beitrag von",
    "artikel von", "bericht von", "reportage von", "gastkommentar von", "rezension von", "eine kolumne von",
    "eine reportage von",
    "ein bericht von", "a column by", "column by", "review by", "une analyse de", "une chronique de", "un article de",
    "von unserem korrespondenten",
    "von unserer korrespondentin",
    "von", "autor", "autorin", "autoren", "text", "autor/in",
    // French
    "écrit par", "publié par", "propos recueillis par", "rédigé par", "article de", "par", "auteur", "texte",
    // Spanish, Catalan, Portuguese, Italian, Romanian
    "escrito por", "publicado por", "redactado por", "por", "autor", "autora", "autores", "texto", "redacción", "per",
    "scritto da", "a cura di", "di", "da", "autore", "autrice", "testo", "articolo di", "scris de", "de", "autor",
    // Dutch, Scandinavian, Finnish, Baltic
    "geschreven door", "door", "auteur", "tekst", "af", "av", "skrevet af", "skrevet av", "journalist", "skriven av",
    "text av", "tekst av", "kirjoittaja", "teksti", "toimittaja", "autorius", "autors", "autore", "tekst ja foto",
    // Polish, Czech, Slovak, South Slavic, Hungarian
    "autorzy", "opracowanie", "oprac", "tekst", "napisal", "napsal", "napsala", "autorka", "autoři", "píše", "piše",
    "autori",
    "szerző", "írta", "autorica",
    // Russian, Ukrainian, Belarusian, Bulgarian, Serbian
    "автор", "авторы", "автор текста", "автор статьи", "текст", "подготовил", "подготовила", "подготовили", "беседовал",
    "беседовала", "корреспондент", "журналист", "пишет", "автори", "підготував", "підготувала", "аўтар", "аутор",
    "пише",
    // Kazakh, Kyrgyz, Uzbek, Turkish, Azerbaijani
    "авторы", "мақала авторы", "мәтін", "дайындаған", "әзірлеген", "сұхбаттасқан", "тілші", "muallif", "yazan", "yazar",
    "haber", "müəllif", "hazırlayan",
    // Greek, Arabic, Persian, Hebrew, Hindi
    "του", "της", "γράφει", "γράφει ο", "γράφει η", "συντάκτης", "بقلم", "كتب", "كتبت", "إعداد", "نویسنده", "מאת",
    "लेखक",
    // Chinese, Japanese, Korean, Vietnamese, Indonesian
    "文", "作者", "撰文", "记者", "記者", "本报记者", "本報記者", "责任编辑", "責任編輯", "责编", "責編", "编辑", "文/", "글", "글쓴이", "취재",
    "tác giả", "theo", "oleh", "penulis", "reporter",
  ].map { $0.split(separator: " ").map(String.init) }.sorted { $0.count > $1.count }

  /// Openers by their first word, longest first.
  static let openersByFirstWord: [String: [[String]]] = Dictionary(grouping: openers) { $0.first ?? "" }

  /// First words of openers and of job titles before names.
  static let firstWords = WordSet(openers.compactMap(\.first)).union(roles.words)

  /// Openers that also begin names ("di Stefano", "da Silva", "von Storch"): they need a capital of their own or a colon, and
  /// two words behind them.
  static let ambiguousOpeners: WordSet = [
    "di", "da", "de", "von", "per", "af", "av", "par", "por", "του", "της", "文", "글", "haber", "text", "texto",
    "author",
    "journalist", "reporter", "writer", "тілші", "журналист", "корреспондент", "记者", "記者", "theo", "编辑",
  ]

  /// Stand between the name of a paper and those of its reporters.
  static let reporterMarks: WordSet = ["记者", "記者", "作者", "通讯员", "通訊員", "撰文"]

  /// Words before a middle dot that say who wrote or photographed: "文・見本花子".
  static let dottedOpeners: WordSet = ["文", "写真", "撮影", "取材", "聞き手", "構成"]

  /// Words that join two names.
  static let joiners: WordSet = [
    "and", "&", "und", "et", "и", "және", "та", "і", "й", "och", "og", "sowie", "con", "with", "mit", "ve", "și", "ir",
    "và", "dan", "და", "և", "و", "és", "και", "ja", "oraz", "a", "i", "y", "e", "en", "+",
  ]

  /// Joiners that also stand inside names ("Ortega y Gasset"): both sides need two words.
  static let weakJoiners: WordSet = [
    "a", "i", "y", "e", "en", "і", "й", "та", "con", "with", "mit", "ja", "ir", "و",
  ]

  /// Job titles.
  static let roles: WordSet = [
    "reporter", "reporters", "writer", "writers", "editor", "editors", "correspondent", "correspondents", "journalist",
    "journalists", "columnist", "columnists", "contributor", "photographers", "analysts", "critics",
    "redakteure", "korrespondenten", "reporterinnen", "journalistes", "correspondants", "corresponsales", "periodistas",
    "repórteres", "jornalistas", "giornalisti", "корреспонденты", "журналисты", "обозреватели", "тілшілер", "тілшілері",
    "photographer", "producer", "anchor", "bureau", "chief", "intern", "freelancer", "analyst", "critic", "staff",
    "redakteur", "redakteurin", "redaktor", "redaktorin", "korrespondent", "korrespondentin", "reporterin",
    "journalistin",
    "volontär", "volontärin", "chefredakteur", "chefredakteurin", "kolumnist", "kolumnistin", "autorin", "journaliste",
    "correspondant", "correspondante", "rédacteur", "rédactrice", "éditorialiste", "grand reporter", "periodista",
    "corresponsal", "redactor", "redactora", "editora", "columnista", "enviado", "enviada", "repórter", "jornalista",
    "correspondente", "giornalista", "corrispondente", "inviato", "inviata", "redacteur", "verslaggever", "journaliste",
    "redaktør", "reportasjeleder", "journalist", "reporterė", "žurnalistė", "toimittaja", "dziennikarz", "dziennikarka",
    "redaktorka", "redaktorka", "novinář", "novinářka", "novinar", "novinarka", "újságíró", "szerkesztő", "редактор",
    "корреспондент", "корреспондентка", "журналист", "журналистка", "обозреватель", "спецкор", "колумнист",
    "кореспондент",
    "кореспондентка", "журналіст", "журналістка", "тілші", "тілшісі", "шолушы", "журналисті", "редакторы", "muhabir",
    "muhabiri",
    "editör", "yazarı", "muxbir", "기자", "특파원", "논설위원", "선임기자", "수습기자", "인턴기자", "전문기자", "대기자", "객원기자",
    "위원", "편집위원", "에디터", "記者", "特派員", "编辑", "記者", "记者", "編集委員", "論説委員", "محرر", "مراسل", "صحفي",
  ]

  /// Words that belong to a job title beside its main word.
  static let roleModifiers: WordSet = [
    "staff", "senior", "chief", "parliamentary", "political", "sports", "business", "deputy", "managing", "executive",
    "contributing",
    "special",
    "foreign", "national", "economics", "science", "technology", "health", "education", "environment", "culture",
    "investigative", "data", "associate", "assistant", "lead", "news", "guest", "former", "head", "leitender",
    "leitende",
    "freier", "freie", "stellvertretender", "собственный", "специальный", "главный", "старший", "шеф", "bureau", "our",
    "unser", "unsere", "diplomatic", "legal", "crime", "court", "royal", "media", "arts", "features", "of", "the", "in",
    "for",
  ]

  /// News agencies, by comparison key. They count as authors only when no person does.
  static let agencies: WordSet = [
    "ap", "apnews", "associatedpress", "theassociatedpress", "reuters", "thomsonreuters", "afp", "agencefrancepresse",
    "afpdeutschland", "dpa", "deutschepresseagentur", "dpaafx", "apa", "sda", "keystonesda", "ansa", "agi", "adnkronos",
    "efe", "agenciaefe",
    "europapress", "lusa", "belga", "anp", "ritzau", "ntb", "tt", "stt", "pap", "ctk", "čtk", "tasr", "mti", "agerpres",
    "hina",
    "tanjug", "sta", "bta", "interfax", "интерфакс", "tass", "тасс", "риановости", "рианвости", "ria", "rianovosti",
    "prima",
    "unian", "уніан", "укрінформ", "ukrinform", "kazinform", "казинформ", "қазақпарат", "qazaqparat", "yonhap", "연합뉴스",
    "뉴시스", "뉴스1", "newsis", "xinhua", "新华社", "新華社", "中新社", "kyodo", "共同通信", "共同", "時事通信", "時事", "jiji",
    "jijipress", "pti", "ani", "ians", "antara", "bernama", "vna", "anadoluagency", "aa", "anadoluajansı", "iha", "dha",
    "spa", "wam",
    "upi", "bloomberg", "bloombergnews", "pressassociation", "pa", "panewsagency", "pamedia", "aap", "canadianpress",
    "thecanadianpress",
    "ptinews", "kna", "epd", "sid", "cnnwire", "prnewswire", "businesswire", "globenewswire",
  ]

  /// Words that only names of bodies hold, by comparison key.
  static let organisationWords: WordSet = [
    "news", "newsroom", "redaktion", "redaktionen", "redacción", "redaccion", "redação", "redazione", "rédaction",
    "redactie",
    "toimitus", "redakcja", "redakce", "redakcia", "szerkesztőség", "редакция", "редакции", "редакція", "редакциясы",
    "team", "staff",
    "desk", "press", "agency", "agentur", "agence", "agencia", "agencja", "агентство", "агенттігі", "online", "media",
    "times", "post", "herald", "zeitung", "magazin", "magazine", "gazette", "tv", "television", "radio", "network",
    "institute", "university", "foundation", "committee", "ministry", "department", "service", "group", "verlag",
    "pressestelle",
    "편집부", "온라인뉴스팀", "뉴스팀", "디지털뉴스팀", "編集部", "取材班", "新聞社", "编辑部", "editorial", "board", "contributors", "presse",
    "haber", "merkezi", "notícias", "noticias", "notizie", "nouvelles", "nyheter", "uutiset", "nieuws", "новости",
    "жаңалықтар", "жаңалықтары", "digital", "nachrichten", "inc", "ltd", "llc", "gmbh", "corp", "company",
  ]

  /// Values that programs write when nobody is known.
  static let empty: WordSet = [
    "admin", "administrator", "root", "null", "nil", "undefined", "none", "unknown", "na", "anonymous", "author",
    "user",
    "webmaster", "default", "false", "true", "superuser", "wordpress", "byline", "noauthor", "guest",
  ]

  /// Words that announce a picture's maker instead of the text's.
  static let pictureWords: WordSet = [
    "photo", "photos", "photograph", "photographs", "photography", "picture", "pictures", "image", "images", "video",
    "videos",
    "graphic", "graphics", "illustration", "illustrations", "cartoon", "foto", "fotos", "bild", "bilder", "grafik",
    "illustration",
    "kamera", "fotografie", "photographie", "imágenes", "imagen", "fotografía", "immagini", "beeld", "kuva", "kuvat",
    "zdjęcia",
    "zdjęcie", "fot", "foto:", "fotó", "фото", "видео", "иллюстрация", "світлина", "сурет", "суреттер", "fotoğraf",
    "사진", "영상",
    "그래픽", "写真", "撮影", "摄影", "攝影", "图片", "圖片", "صورة",
  ]

  /// Words that announce the text's writer even beside a picture word ("Text and photos: …").
  static let textWords: WordSet = [
    "text", "texte", "texto", "testo", "tekst", "teksti", "words", "story", "текст", "мәтін", "글", "文", "by", "von",
    "par", "por",
  ]

  /// Words behind a name where the byline goes on to something else.
  static let stops: WordSet = [
    "on", "with", "mit", "avec", "published", "updated", "posted", "last", "at", "am", "um", "vom", "in", "for", "für",
    "from", "aus", "pour",
    "à", "para",
    "en", "le", "el", "il", "voor", "til", "för", "dla", "для", "в", "из", "специально", "about", "has", "is", "was",
    "contributed",
    "reports", "reported", "writes", "schreibt", "berichtet", "read", "follow", "share", "comments", "minutes",
  ]

  /// Words that no person's name holds.
  static let common: WordSet = [
    "the", "our", "your", "this", "that", "these", "all", "more", "most", "new", "how", "why", "what", "who", "when",
    "where", "is",
    "are", "to", "with", "read", "share", "comments", "comment", "sign", "log", "follow", "subscribe", "home", "search",
    "menu", "latest",
    "der", "die", "das", "ein", "eine", "mehr", "nach", "mit", "les", "une", "dans", "sur", "plus", "los", "las", "una",
    "más", "about",
    "contact", "next", "previous", "chapter", "page", "story", "saved", "save", "teilen", "kommentare", "drucken",
    "merken", "partager", "discussion",
    "commentaires",
    "compartir", "comentarios", "guardar", "condividi", "commenti", "delen", "reacties", "del", "dela", "kommentarer",
    "lyssna",
    "udostępnij", "komentarze", "paylaş", "yorum", "bagikan", "artikel", "article", "hören", "vorlesen", "listen",
    "écouter", "print",
    "email", "facebook", "twitter", "whatsapp", "telegram", "newsletter", "podcast", "live", "premium", "plus",
    "advertisement",
    "anzeige", "werbung", "publicité", "publicidad", "реклама", "подписаться", "подписка", "newsletters", "breaking",
    "latest",
    "contact", "privacy", "terms", "copyright", "rights", "reserved", "photo", "image", "video", "source", "credit",
    "courtesy",
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "politics", "sports", "sport", "business",
    "world", "opinion",
    "все", "это", "как", "что", "для", "читать", "поделиться", "комментарии", "главная",
  ]

  /// Lower-case parts of surnames.
  static let particles: WordSet = [
    "von", "van", "de", "der", "den", "del", "della", "di", "da", "dos", "das", "do", "du", "des", "la", "le", "el",
    "al", "bin",
    "ibn", "ben", "ten", "ter", "te", "zu", "zur", "zum", "vom", "und", "y", "e", "af", "av", "bint", "abu", "dal",
    "dalla", "lo", "'t",
    "d'", "op", "uit", "i", "кызы", "оглы", "улы", "ұлы", "қызы", "uly", "qyzy", "kyzy", "ogly", "st", "san", "mc",
    "mac",
  ]

  /// Korean family names in Latin letters: the given name behind one is written with the second syllable in lower case.
  static let koreanFamilyNames = WordSet(
    """
    kim lee park choi jung jeong kang cho jo yoon yun jang chang lim im han oh seo suh shin sin kwon hwang ahn an song ryu yoo yu \
    hong jeon jun ko go koh moon mun yang son sohn bae baek paik heo huh hur nam shim noh roh ha kwak sung seong cha joo ju woo koo gu \
    min na ra jin chin ji um eom chae won cheon chun bang kong gong hyun ham byun byeon yeom yeo choo chu do seok sun seol ma gil yeon \
    wi pyo myung ki ban wang ok maeng je tak eun ye bong boo hahn rhee yi pae paek pak
    """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))
}
