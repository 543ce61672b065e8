/// Words that dates are made of, in the languages that news comes in.
///
/// Source: month and weekday names of the Unicode CLDR (formatting and stand-alone, wide and abbreviated forms), with the
/// inflected forms that running text uses. Keys are in lower case and without the full stop of an abbreviation.
enum DateWords {
  static let months: WordTable = table(monthLists)

  /// One line a language; twelve groups divided by blanks, forms of one month divided by a stroke.
  private static let monthLists: [String] = [
    // English
    "january|jan february|feb march|mar april|apr may june|jun july|jul august|aug september|sept|sep october|oct november|nov december|dec",
    // German, Austrian
    "januar|jänner|jan|jän februar|feber|feb märz|mär|mrz april|apr mai juni|jun juli|jul august|aug september|sept|sep oktober|okt november|nov dezember|dez",
    // French
    "janvier|janv février|févr|fév|fevrier mars avril|avr mai juin juillet|juil août|aout septembre|sept octobre|oct novembre|nov décembre|déc|decembre",
    // Spanish
    "enero|ene febrero|feb marzo|mar abril|abr mayo|may junio|jun julio|jul agosto|ago septiembre|setiembre|sept|sep|set octubre|oct noviembre|nov diciembre|dic",
    // Portuguese
    "janeiro|jan fevereiro|fev março|mar|marco abril|abr maio|mai junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez",
    // Italian
    "gennaio|gen febbraio|feb marzo|mar aprile|apr maggio|mag giugno|giu luglio|lug agosto|ago settembre|set|sett ottobre|ott novembre|nov dicembre|dic",
    // Catalan
    "gener|gen febrer|febr|feb març abril|abr maig juny juliol|jul agost|ag setembre|set octubre|oct novembre|nov desembre|des",
    // Galician, Basque
    "xaneiro|urtarrilaren|urtarrila|urtarrilak febreiro|otsailaren|otsaila|otsailak marzo|martxoaren|martxoa|martxoak abril|apirilaren|apirila|apirilak maio|maiatzaren|maiatza|maiatzak xuño|ekainaren|ekaina|ekainak xullo|uztailaren|uztaila|uztailak agosto|abuztuaren|abuztua|abuztuak setembro|irailaren|iraila|irailak outubro|urriaren|urria|urriak novembro|azaroaren|azaroa|azaroak decembro|abenduaren|abendua|abenduak",
    // Dutch, Afrikaans
    "januari|jan|januarie februari|feb|februarie maart|mrt|mar april|apr mei juni|jun|junie juli|jul|julie augustus|aug september|sep|sept oktober|okt november|nov december|dec|desember|des",
    // Danish, Norwegian
    "januar|jan februar|feb marts|mars|mar april|apr maj|mai juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov december|dec|desember|des",
    // Swedish
    "januari|jan februari|feb|febr mars|mar april|apr maj juni|jun juli|jul augusti|aug september|sep|sept oktober|okt november|nov december|dec",
    // Icelandic, Faroese
    "janúar|jan febrúar|feb mars apríl|apr maí júní|jún júlí|júl ágúst|ágú september|sep október|okt nóvember|nóv desember|des",
    // Finnish
    "tammikuu|tammikuuta|tammikuun|tammi helmikuu|helmikuuta|helmikuun|helmi maaliskuu|maaliskuuta|maaliskuun|maalis huhtikuu|huhtikuuta|huhtikuun|huhti toukokuu|toukokuuta|toukokuun|touko kesäkuu|kesäkuuta|kesäkuun|kesä heinäkuu|heinäkuuta|heinäkuun|heinä elokuu|elokuuta|elokuun|elo syyskuu|syyskuuta|syyskuun|syys lokakuu|lokakuuta|lokakuun|loka marraskuu|marraskuuta|marraskuun|marras joulukuu|joulukuuta|joulukuun|joulu",
    // Estonian
    "jaanuar|jaan veebruar|veebr märts aprill|apr mai juuni juuli august|aug september|sept oktoober|okt november|nov detsember|dets",
    // Latvian
    "janvāris|janvārī|janvāra februāris|februārī|februāra marts|martā|marta aprīlis|aprīlī|aprīļa maijs|maijā|maija jūnijs|jūnijā|jūnija jūlijs|jūlijā|jūlija augusts|augustā|augusta septembris|septembrī|septembra oktobris|oktobrī|oktobra novembris|novembrī|novembra decembris|decembrī|decembra",
    // Lithuanian
    "sausio|sausis|saus vasario|vasaris|vas kovo|kovas balandžio|balandis|bal gegužės|gegužė|geg birželio|birželis|birž liepos|liepa|liep rugpjūčio|rugpjūtis|rugp rugsėjo|rugsėjis|rugs spalio|spalis|spal lapkričio|lapkritis|lapkr gruodžio|gruodis|gruod",
    // Polish
    "stycznia|styczeń|sty|styczniu lutego|luty|lut|lutym marca|marzec|marcu kwietnia|kwiecień|kwi|kwietniu maja|maj|maju czerwca|czerwiec|cze|czerwcu lipca|lipiec|lip|lipcu sierpnia|sierpień|sie|sierpniu września|wrzesień|wrz|wrześniu października|październik|paź|październiku listopada|listopad|lis|listopadzie grudnia|grudzień|gru|grudniu",
    // Czech
    "ledna|leden|led února|únor|úno března|březen|bře dubna|duben|dub května|květen|kvě června|červen|čvn července|červenec|čvc srpna|srpen|srp září|zář října|říjen|říj listopadu|listopad prosince|prosinec|pro",
    // Slovak
    "januára|január februára|február marca|marec apríla|apríl mája|máj júna|jún júla|júl augusta|august septembra|september októbra|október novembra|november decembra|december",
    // Slovene
    "januarja|januar februarja|februar marca|marec aprila|april maja|maj junija|junij julija|julij avgusta|avgust|avg septembra|september oktobra|oktober novembra|november decembra|december",
    // Croatian (listopad is October there; see `month(_:language:)`)
    "siječnja|siječanj|sij veljače|veljača|velj ožujka|ožujak|ožu travnja|travanj|tra svibnja|svibanj|svi lipnja|lipanj srpnja|srpanj kolovoza|kolovoz|kol rujna|rujan|ruj listopada studenoga|studeni|studenog|stu prosinca|prosinac",
    // Serbian, Bosnian, Macedonian
    "januara|јануар|јануара|јануари februara|фебруар|фебруара|фебруари marta|mart|март aprila|април|априла maja|maj|мај|маја juna|jun|јун|јуна|јуни jula|jul|јул|јула|јули avgusta|avgust|август|августа septembra|septembar|септембар|септембра|септември oktobra|oktobar|октобар|октобра|октомври novembra|novembar|новембар|новембра|ноември decembra|decembar|децембар|децембра|декември",
    // Bulgarian
    "януари|ян февруари|фев март|мар април|апр май юни юли август|авг септември|септ октомври|окт ноември|ное декември|дек",
    // Russian
    "января|январь|январе|янв февраля|февраль|феврале|фев|февр марта|март|марте|мар апреля|апрель|апреле|апр мая|май|мае июня|июнь|июне|июн июля|июль|июле|июл августа|август|августе|авг сентября|сентябрь|сентябре|сен|сент октября|октябрь|октябре|окт ноября|ноябрь|ноябре|ноя|нояб декабря|декабрь|декабре|дек",
    // Ukrainian
    "січня|січень|січ лютого|лютий|лют березня|березень|бер квітня|квітень|квіт травня|травень|трав червня|червень|черв липня|липень|лип серпня|серпень|серп вересня|вересень|вер жовтня|жовтень|жовт листопада|листопад|лист грудня|грудень|груд",
    // Belarusian
    "студзеня|студзень лютага|люты сакавіка|сакавік красавіка|красавік мая|май|траўня чэрвеня|чэрвень ліпеня|ліпень жніўня|жнівень верасня|верасень кастрычніка|кастрычнік лістапада|лістапад снежня|снежань",
    // Kazakh, Cyrillic
    "қаңтар|қаңтарда|қаң ақпан|ақпанда|ақп наурыз|наурызда|нау сәуір|сәуірде|сәу мамыр|мамырда|мам маусым|маусымда|мау шілде|шілдеде|шіл тамыз|тамызда|там қыркүйек|қыркүйекте|қыр қазан|қазанда|қаз қараша|қарашада|қар желтоқсан|желтоқсанда|жел",
    // Kazakh, Latin
    "qañtar|qantar aqpan naurız|nauryz säuir|sauir mamır|mamyr mausım|mausym şilde|shilde tamız|tamyz qırküyek|qyrkuiek qazan qaraşa|qarasha jeltoqsan",
    // Kyrgyz, Mongolian, Tatar (forms not in the Russian list)
    "январда|гыйнвар февралда|февральдә мартта апрелде майда июнда июлда августта сентябрда октябрда ноябрда декабрда",
    // Uzbek
    "yanvar|январ fevral|феврал mart aprel|апрел may iyun|июн iyul|июл avgust sentabr|сентябр oktabr|октябр noyabr|ноябр dekabr|декабр",
    // Azerbaijani
    "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr",
    // Turkish
    "ocak|oca şubat|şub mart|mar nisan|nis mayıs|may haziran|haz temmuz|tem ağustos|ağu eylül|eyl ekim|eki kasım|kas aralık|ara",
    // Hungarian
    "január|jan február|febr|feb március|márc|már április|ápr május|máj június|jún július|júl augusztus|aug szeptember|szept október|okt november|nov december|dec",
    // Romanian
    "ianuarie|ian februarie|feb martie|mar aprilie|apr mai iunie|iun iulie|iul august|aug septembrie|sept octombrie|oct noiembrie|noi decembrie|dec",
    // Albanian
    "janar|jan shkurt|shk mars|mar prill|pri maj qershor|qer korrik|kor gusht|gsh shtator|sht tetor|tet nëntor|nën dhjetor|dhj",
    // Greek
    "ιανουαρίου|ιανουάριος|ιαν φεβρουαρίου|φεβρουάριος|φεβ μαρτίου|μάρτιος|μαρ απριλίου|απρίλιος|απρ μαΐου|μάιος|μαϊ|μαι ιουνίου|ιούνιος|ιουν ιουλίου|ιούλιος|ιουλ αυγούστου|αύγουστος|αυγ σεπτεμβρίου|σεπτέμβριος|σεπ οκτωβρίου|οκτώβριος|οκτ νοεμβρίου|νοέμβριος|νοε δεκεμβρίου|δεκέμβριος|δεκ",
    // Georgian
    "იანვარი|იან|იანვრის თებერვალი|თებ|თებერვლის მარტი|მარ|მარტის აპრილი|აპრ|აპრილის მაისი|მაი|მაისის ივნისი|ივნ|ივნისის ივლისი|ივლ|ივლისის აგვისტო|აგვ|აგვისტოს სექტემბერი|სექ|სექტემბრის ოქტომბერი|ოქტ|ოქტომბრის ნოემბერი|ნოე|ნოემბრის დეკემბერი|დეკ|დეკემბრის",
    // Armenian
    "հունվարի|հունվար փետրվարի|փետրվար մարտի|մարտ ապրիլի|ապրիլ մայիսի|մայիս հունիսի|հունիս հուլիսի|հուլիս օգոստոսի|օգոստոս սեպտեմբերի|սեպտեմբեր հոկտեմբերի|հոկտեմբեր նոյեմբերի|նոյեմբեր դեկտեմբերի|դեկտեմբեր",
    // Arabic
    "يناير|كانون‌الثاني فبراير|شباط|فيفري مارس|آذار أبريل|إبريل|ابريل|نيسان|أفريل مايو|أيار|ماي يونيو|يونيه|حزيران|جوان يوليو|يوليه|تموز|جويلية أغسطس|اغسطس|آب|أوت سبتمبر|أيلول|شتنبر أكتوبر|اكتوبر|تشرين‌الأول نوفمبر|تشرين‌الثاني|نونبر ديسمبر|كانون‌الأول|دجنبر",
    // Hebrew
    "ינואר|בינואר פברואר|בפברואר מרץ|במרץ|מרס אפריל|באפריל מאי|במאי יוני|ביוני יולי|ביולי אוגוסט|באוגוסט ספטמבר|בספטמבר אוקטובר|באוקטובר נובמבר|בנובמבר דצמבר|בדצמבר",
    // Hindi
    "जनवरी|जन फरवरी|फ़रवरी|फर मार्च अप्रैल|अप्रै मई जून जुलाई|जुल अगस्त|अग सितंबर|सितम्बर|सित अक्टूबर|अक्तूबर|अक्टू नवंबर|नवम्बर|नव दिसंबर|दिसम्बर|दिस",
    // Bengali
    "জানুয়ারি|জানুয়ারী|জানুয়ারি ফেব্রুয়ারি|ফেব্রুয়ারী|ফেব্রুয়ারি মার্চ এপ্রিল মে জুন জুলাই আগস্ট|আগষ্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর",
    // Urdu
    "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر",
    // Thai
    "มกราคม|ม.ค กุมภาพันธ์|ก.พ มีนาคม|มี.ค เมษายน|เม.ย พฤษภาคม|พ.ค มิถุนายน|มิ.ย กรกฎาคม|ก.ค สิงหาคม|ส.ค กันยายน|ก.ย ตุลาคม|ต.ค พฤศจิกายน|พ.ย ธันวาคม|ธ.ค",
    // Indonesian, Malay
    "januari|jan februari|feb maret|mac|mar april|apr mei juni|jun juli|jul|julai agustus|ogos|agu|agt september|sep oktober|okt november|nov|nopember desember|des|disember",
    // Filipino
    "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre",
    // Swahili
    "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba",
    // Welsh, Irish
    "ionawr|eanáir chwefror|feabhra mawrth|márta ebrill|aibreán mai|bealtaine mehefin|meitheamh gorffennaf|iúil awst|lúnasa medi|meán hydref|deireadh tachwedd|samhain rhagfyr|nollaig",
  ]

  private static func table(_ lists: [String]) -> WordTable {
    WordTable(
      lists.flatMap { list in
        list.split(separator: " ").enumerated().flatMap { index, group in
          group.split(separator: "|").map { (String($0), index + 1) }
        }
      })
  }

  /// Number of the month that `word` names. In Croatian "listopad" is October, elsewhere November.
  static func month(_ word: String, language: String) -> Int? {
    if language.hasPrefix("hr"), word == "listopad" || word == "listopada" { return 10 }
    return months[word]
  }

  /// Words between day, month and year that carry nothing: "5 de mayo de 2020", "2020 жылғы 5 мамыр".
  static let fillers: WordSet = [
    "de", "del", "of", "den", "der", "dem", "do", "di", "ta", "gada", "m", "d", "жылғы", "жылы", "жылдың", "ж", "года",
    "год", "г", "року", "р", "год", "оны", "в", "la", "le", "el", "af", "på", "yil", "ils", "st", "nd", "rd", "th",
    "er",
    "го", "е", "й", "ro", "lea", "ngày", "tháng", "năm", "an", "από", "του",
  ]

  /// Words that may stand between a date and its time of day.
  static let timeLinks: WordSet = [
    "at", "um", "à", "a", "las", "às", "alle", "ore", "ora", "kl", "klo", "ob", "o", "v", "в", "у", "om", "saat",
    "kell",
    "godz", "godzina", "t", "as", "de", "час", "сағат", "ч", "u", "la", "le", "das", "στις", "о", "os", "h", "pukul",
    "jam",
    "الساعة", "в", "uhr", "time", "of", "г", "года", "жылы", "ж", "lúc",
  ]

  static let weekdays: WordSet = [
    "mon", "monday", "tue", "tues", "tuesday", "wed", "wednesday", "thu", "thur", "thurs", "thursday", "fri", "friday",
    "sat", "saturday", "sun", "sunday", "mo", "di", "mi", "do", "fr", "sa", "so", "montag", "dienstag", "mittwoch",
    "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "lundi", "mardi", "mercredi", "jeudi", "vendredi",
    "samedi",
    "dimanche", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo", "понедельник", "вторник",
    "среда",
    "четверг", "пятница", "суббота", "воскресенье", "пн", "вт", "ср", "чт", "пт", "сб", "вс", "дүйсенбі", "сейсенбі",
    "сәрсенбі", "бейсенбі", "жұма", "сенбі", "жексенбі", "월", "화", "수", "목", "금", "토", "일", "월요일", "화요일", "수요일",
    "목요일", "금요일", "토요일", "일요일", "月", "火", "水", "木", "金", "土", "日", "星期", "周", "曜",
  ]

  /// Before the time ("오후 3:05") or behind it ("3:05 pm"): hours to add for an hour below twelve.
  static let halfDays: WordTable = [
    "am": 0, "pm": 12, "오전": 0, "오후": 12, "上午": 0, "下午": 12, "午前": 0, "午後": 12, "晚上": 12, "凌晨": 0, "πμ": 0, "μμ": 12,
    "sa": 0, "ch": 12, "ص": 0, "م": 12,
  ]

  /// Minutes east of UTC. Left out: abbreviations that two continents share (IST, CST, AST)
  /// and those that leave summer time open (ET, PT).
  static let zones: WordTable = [
    "z": 0, "utc": 0, "gmt": 0, "wet": 0, "bst": 60, "west": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120,
    "eet": 120,
    "sast": 120, "cat": 120, "eest": 180, "eat": 180, "msk": 180, "мск": 180, "trt": 180, "gst": 240, "pkt": 300,
    "wib": 420, "hkt": 480, "sgt": 480, "awst": 480, "kst": 540, "jst": 540, "aest": 600, "aedt": 660, "nzst": 720,
    "nzdt": 780, "est": -300, "edt": -240, "cdt": -300, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
  ]

  /// Words before a date that say what the date is.
  static let publishedCues: WordSet = [
    "published", "posted", "issued", "released", "publication", "first", "created", "veröffentlicht", "erschienen",
    "erstellt", "publié", "publiée", "parution", "paru", "publicado", "publicada", "publicación", "pubblicato",
    "pubblicata", "publicat", "gepubliceerd", "geplaatst", "publicerad", "publicerat", "publisert", "publiceret",
    "udgivet", "julkaistu", "avaldatud", "publicēts", "paskelbta", "opublikowano", "publikacja", "opublikowany",
    "publikováno", "vydáno", "publikované", "objavljeno", "objavljen", "publikovano", "објављено", "публикувано",
    "опубликовано", "опубликована", "публикация", "размещено", "опубліковано", "апублікавана", "жарияланды",
    "жарияланған",
    "жарияланым", "жарық", "yayınlanma", "yayınlandı", "yayın", "giriş", "eklenme", "megjelent", "közzétéve",
    "publicată",
    "δημοσίευση", "δημοσιεύθηκε", "δημοσιεύτηκε", "نشر", "النشر", "نُشر", "انتشار", "פורסם", "प्रकाशित", "প্রকাশ", "প্রকাশিত",
    "เผยแพร่", "diterbitkan", "dipublikasikan", "terbit", "đăng", "입력", "등록", "게재", "승인", "기사입력", "작성", "公開",
    "掲載", "配信", "初出", "发布", "發布", "发表", "時間", "时间", "data", "date", "datum", "дата",
  ]

  static let modifiedCues: WordSet = [
    "updated", "update", "modified", "edited", "revised", "changed", "last", "aktualisiert", "geändert",
    "aktualisierung",
    "bearbeitet", "jour", "modifié", "modifiée", "actualisé", "actualizado", "actualizada", "modificado", "aggiornato",
    "aggiornata", "aggiornamento", "modificato", "atualizado", "atualizada", "alterado", "actualitzat", "bijgewerkt",
    "gewijzigd", "aangepast", "uppdaterad", "uppdaterat", "ändrad", "oppdatert", "endret", "opdateret", "ændret",
    "päivitetty", "muokattu", "uuendatud", "muudetud", "atjaunots", "atnaujinta", "zaktualizowano", "aktualizacja",
    "modyfikacja", "aktualizováno", "aktualizace", "upraveno", "aktualizované", "ažurirano", "posodobljeno",
    "ажурирано",
    "обновена", "обновлено", "обновлена", "обновление", "изменено", "изменен", "обновлён", "оновлено", "змінено",
    "абноўлена",
    "жаңартылды", "жаңартылған", "өзгертілді", "güncelleme", "güncellendi", "güncellenme", "frissítve", "frissült",
    "módosítva", "actualizat", "actualizată", "ενημέρωση", "ενημερώθηκε", "تحديث", "آخر", "بروزرسانی", "עודכן", "अपडेट",
    "अद्यतन", "হালনাগাদ", "আপডেট", "diperbarui", "dikemaskini", "cập", "수정", "최종수정", "기사수정", "更新", "最終更新", "修改",
    "stand", "aktualisierte", "überarbeitet", "ergänzt", "korrigiert", "modification", "màj", "maj", "corrigé",
    "corrigée",
    "actualización", "modificación", "corregido", "modifica", "atualização", "modificação", "correção", "actualització",
    "wijziging", "update:", "korrigerad", "ändring", "endring", "rettet", "korjattu", "paskutinį", "labots",
    "pakeista", "zmieniono", "zmiana", "aktualizovaný", "změněno", "zmenené", "izmijenjeno", "spremenjeno",
    "измењено", "актуализирана", "актуализирано", "обновлены", "обновления", "изменена", "изменения", "исправлено",
    "дополнено", "отредактировано", "редактировано", "оновлення", "уточнено", "жаңарту", "жаңартылуы", "жаңартылды",
    "түзетілді", "толықтырылды", "düzenleme", "düzenlendi", "yenilənib", "yangilandi", "yangilangan", "жаңыланды",
    "módosítás", "frissítés", "modificat", "modificare", "τροποποίηση", "التحديث", "تعديل", "עדכון", "업데이트", "갱신",
    "수정시간", "수정일시", "最新更新", "更新日", "更新日時", "更新时间", "更新時間", "更新于", "更新於", "修訂", "修订",
  ]
}
