/// Words by which captions name the maker of a picture, in the languages that news comes in.
///
/// Curated from captions of news sites of many countries; lower case.
enum CreditWords {
  /// Stand before the name, mostly with a colon: "Photo: A. Name".
  static let markers: [[UInt8]] = [
    "photo credits", "photo credit", "photograph by", "photographs by", "photography by", "photo courtesy of",
    "photos courtesy of", "image courtesy of", "picture courtesy of",
    "image credit", "image credits", "picture credit", "photo by", "photos by", "picture by", "image by",
    "illustration by",
    "courtesy of", "courtesy", "photograph", "photos", "photo", "picture", "image", "images", "file photo", "handout",
    "screengrab", "screenshot", "graphic", "illustration",
    "credit", "source", "bildquelle", "bildnachweis", "fotoquelle", "symbolbild", "archivbild", "archivfoto", "fotos",
    "foto", "bilder", "bild", "grafik", "quelle", "fotografie",
    "crédit photo", "crédits photo", "crédit", "crédits", "photographie", "fotografía", "fotografia", "imagen",
    "fuente", "crédito", "divulgação", "reprodução",
    "foto di", "immagine", "fonte", "beeld", "bron", "kuva", "kuvat", "fotó", "forrás", "zdjęcie", "zdj.", "fot.",
    "źródło", "zdroj", "kilde", "källa",
    "фото предоставлено", "фото", "иллюстрация", "источник", "скриншот", "кадр из видео", "кадр", "скрин", "снимок",
    "світлина", "джерело", "снимка", "фотография",
    "сурет", "суретті түсірген", "фотосурет", "дереккөз", "коллаж", "fotoğraf", "kaynak", "şəkil", "surat",
    "φωτογραφία", "φωτο", "πηγή", "صورة", "الصورة", "تصوير", "المصدر", "عکس", "צילום", "फोटो", "ছবি", "ภาพ", "ảnh",
    "nguồn",
    "사진제공", "사진 제공", "사진출처", "사진", "자료사진", "제공", "출처", "그래픽", "写真提供", "写真", "提供", "撮影", "出典", "图片来源", "图源", "图片", "摄影",
    "攝影", "圖片來源", "圖", "图", "来源",
  ].map { Array($0.utf8) }.sorted { $0.count > $1.count }

  /// Stand behind the name: "某某 摄", "홍길동 제공".
  static let tails: [[UInt8]] = [
    "记者摄", "供图", "供圖", "摄影", "攝影", "图片", "摄", "攝", "提供", "撮影", "제공", "촬영", "사진",
  ].map { Array($0.utf8) }

  /// Markers that Cyrillic and Hangul captions print before the name without a colon: "Фото пресс-службы".
  static let bare: [[UInt8]] = ["фото", "сурет", "сурет авторы", "снимок", "사진", "자료사진", "写真", "图"].map {
    Array($0.utf8)
  }

  /// The markers by their first byte.
  static let markersByFirstByte: [[[UInt8]]] = {
    var table = [[[UInt8]]](repeating: [], count: 256)
    for marker in markers { if let first = marker.first { table[Int(first)].append(marker) } }
    return table
  }()

  /// Stand alone at the end of a caption, or inside a compound ("AP-Yonhap", "AFP/Getty Images"), by comparison key.
  static let sources: WordSet = BylineWords.agencies.union([
    "ap", "afp", "epa", "epaefe", "rtr", "reutersyonhap", "getty", "gettyimages", "shutterstock", "alamy", "istock",
    "istockphoto", "imago",
    "imagoimages", "picturealliance", "dpapicturealliance", "adobestock", "unsplash", "pexels", "pixabay", "flickr",
    "wikimedia",
    "wikimediacommons", "nurphoto", "zumapress", "zuma", "sipa", "sipausa", "abaca", "bestimage", "rex", "rexfeatures",
    "corbis",
    "maxppp", "hanslucas", "instagram", "facebook", "twitter", "x", "youtube", "telegram", "afpgetty", "apphoto",
    "reutersphoto",
    "handout", "filephoto", "file", "courtesy", "newscom", "upi", "backgrid", "splash", "wireimage", "filmmagic",
    "anadolu", "spl",
    "sputnik", "спутник", "риановости", "fotolia", "depositphotos", "thinkstock", "ntb", "scanpix", "ntbscanpix",
    "lehtikuva", "afpforum", "ritzauscanpix",
    "keystone", "belgaimage", "isopix", "photonews", "imaginechina", "vcg", "cfp", "kyodo", "aflo", "jiji", "yonhap",
    "연합뉴스", "뉴시스",
    "뉴스1", "공동취재단", "게티이미지뱅크", "게티이미지", "셔터스톡", "로이터", "로이터연합뉴스", "ap연합뉴스", "afp연합뉴스", "epa연합뉴스", "新华社", "視覺中國", "视觉中国",
  ])
}
