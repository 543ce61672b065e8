/// Abbreviations with a full stop, by language, in lower case and without the last stop.
///
/// Compiled by hand from the abbreviation lists of the languages' orthography guides and news style books; common ones only.
struct SentenceAbbreviations: Sendable {
  var language: String
  var inner: String
  var either: String
  var beforeNumber: String
  var starters: String
  var hasDottedOrdinals = false

  static let all: [SentenceAbbreviations] = [
    SentenceAbbreviations(
      language: "en",
      inner: """
        mr mrs ms messrs mme mlle dr prof rev fr hon sen sens rep reps gov govs gen col lt capt cmdr maj sgt cpl pvt adm brig \
        pres amb supt insp det st ste mt ft vs v e.g i.e cf al viz ca approx
        """,
      either: """
        u.s u.k u.n e.u u.a.e u.s.s.r d.c p.m a.m inc ltd co corp bros jr sr etc ph.d m.d b.a m.a b.sc m.sc ave blvd rd est dept \
        univ assn intl u.s.a l.a n.y n.j calif mass conn fla ill tex wash pa va md ga mich minn wis ore ariz colo
        """,
      beforeNumber: "no nos vol pp p fig figs art sec ch jan feb mar apr jun jul aug sep sept oct nov dec op",
      starters: """
        the a an in on at by for from with after before as but and or so if when while since until though although however he \
        she it they we i you his her its their our my this that these those there here what who where why how not no yes some \
        many most all both each such one two three according meanwhile also then now last next earlier later during under over
        """),
    SentenceAbbreviations(
      language: "ru",
      inner: """
        им акад проф доц инж ген полк кап лейт св тов гр г-н г-жа гос ул пл пр просп пер бул наб обл респ пос дер ст см ср напр \
        т.н т.е т.к т.о т.ч п.п н.п ред изд авт кв корп стр таб рис зав зам пом нач
        """,
      either: "г гг в вв н.э т.д т.п др пр руб коп тыс млн млрд трлн долл чел час мин сек км см кг экз с.г р",
      beforeNumber: "№ янв фев мар апр июн июл авг сен сент окт ноя нояб дек с стр гл ст п пп т тт рис",
      starters: """
        в на по с к у о об за из от до при под над для без через между и а но или что как он она оно они мы вы я это этот эта эти \
        тот та те так также однако поэтому кроме если когда пока после ранее затем ещё еще уже по-прежнему сейчас теперь не нет
        """),
    SentenceAbbreviations(
      language: "kk",
      inner: "ж-ғы т.с.с мыс қ-ғы көш даң проф акад доц ген қ-сы обл ауд респ атынд",
      either: "т.б т.с.с ж жж ғ ғғ б.з б.э м млн млрд трлн мың тг теңге р",
      beforeNumber: "№ б ст бет қаң ақп нау сәу мам мау шіл там қыр қаз қар жел",
      starters: """
        бұл ол осы сол бірақ және ал сондай-ақ сонымен алайда егер қазір кейін бұдан оның олар біз мен сіз онда мұнда бүгін кеше \
        ертең әрі тағы себебі өйткені сондықтан
        """),
    SentenceAbbreviations(
      language: "uk",
      inner: "ім акад проф доц ген св вул пл просп пров обл респ див напр т.зв т.е зав заст",
      either: "р рр ст т.д т.п ін грн коп тис млн млрд трлн дол чол год хв км н.е",
      beforeNumber: "№ січ лют бер кві тра чер лип сер вер жов лис гру с стор п",
      starters:
        "в у на з із до за по від для при під над і й та а але або що як він вона воно вони ми ви я це цей ця ці тож однак якщо коли"
    ),
    SentenceAbbreviations(
      language: "de",
      inner:
        "hr fr dr prof dipl ing z.b d.h u.a bzw ca vgl evtl inkl exkl ggf sog st str gen stellv vors zzgl u.u i.d.r s.o",
      either: "usw etc u.a.m co jr sen mio mrd tel",
      beforeNumber: "nr abs art bd s jan feb mär apr jun jul aug sept okt nov dez kap",
      starters:
        "der die das ein eine in im am an auf bei mit nach vor seit und aber doch er sie es wir ich ihr dies diese dieser so auch wenn als wie",
      hasDottedOrdinals: true),
    SentenceAbbreviations(
      language: "fr",
      inner: "m mm mme mmes mlle dr pr me mgr st ste cf env art p.ex c.-à-d av bd",
      either: "etc j.-c cie ltée",
      beforeNumber: "n no p pp vol art janv févr avr juil sept oct nov déc",
      starters:
        "le la les un une des en dans à au aux pour par avec il elle ils elles on nous vous je ce cet cette ces mais et ou donc or si quand"
    ),
    SentenceAbbreviations(
      language: "es",
      inner: "sr sra sres srta dr dra d dña prof gral ud uds av avda ee p.ej gob",
      either: "etc ee.uu s.a cía a.c d.c p.m a.m",
      beforeNumber: "n núm pág págs vol art ene feb mar abr may jun jul ago sept oct nov dic",
      starters:
        "el la los las un una en de a por para con él ella ellos ellas se su sus este esta estos estas pero y o si cuando según"
    ),
    SentenceAbbreviations(
      language: "it",
      inner: "sig sigg sig.ra dott dott.ssa prof avv ing on sen gen col s ss cfr p.es",
      either: "ecc s.p.a s.r.l a.c d.c",
      beforeNumber: "n pag pagg vol art gen feb mar apr mag giu lug ago set sett ott nov dic",
      starters:
        "il lo la i gli le un una in di a da per con lui lei loro si questo questa questi ma e o se quando secondo"),
    SentenceAbbreviations(
      language: "pt",
      inner: "sr sra srs dr dra prof gen av d eng exmo",
      either: "etc s.a ltda a.c d.c",
      beforeNumber: "n pág págs vol art jan fev mar abr mai jun jul ago set out nov dez",
      starters: "o a os as um uma em no na de do da por para com ele ela eles elas se este esta mas e ou quando segundo"
    ),
    SentenceAbbreviations(
      language: "pl",
      inner: "p dr prof inż mgr gen płk ks św ul al pl im np tzn tzw m.in ww wg ds red",
      either: "itd itp r w tys mln mld zł godz",
      beforeNumber: "nr str s art ust poz t sty lut mar kwi maj cze lip sie wrz paź lis gru",
      starters: "w we na z ze do po od dla przez i a ale lub że jak on ona ono oni my to ten ta te jednak jeśli gdy",
      hasDottedOrdinals: true),
    SentenceAbbreviations(
      language: "tr",
      inner: "dr prof doç av sn gen alb bkz örn mah cad sok apt",
      either: "vb vs vd a.ş ltd şti t.c m.ö m.s yy",
      beforeNumber: "no s sy cilt",
      starters: "bu o şu ve ama ancak fakat bir biz siz onlar ben sen çünkü ayrıca daha sonra önce",
      hasDottedOrdinals: true),
    SentenceAbbreviations(
      language: "nl",
      inner: "dhr mevr mw dr prof ir ing mr drs bijv o.a d.w.z m.b.t t.a.v st ca resp",
      either: "enz etc e.d jr sr b.v n.v mln mld",
      beforeNumber: "nr blz p art jan feb mrt apr jun jul aug sept okt nov dec",
      starters:
        "de het een in op aan bij met na voor sinds en maar hij zij ze het we wij ik dit deze die zo ook als toen"),
  ]
}
