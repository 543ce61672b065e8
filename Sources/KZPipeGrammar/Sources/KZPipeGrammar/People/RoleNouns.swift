/// Nouns that say what a person is: offices, ranks, occupations.
///
/// Source: general vocabulary of news reporting, written for this project.
public enum RoleNouns {
  public static func table(_ language: GrammarLanguage) -> WordSet {
    switch language {
    case .english: english
    case .russian: russian
    case .kazakh: kazakh
    case .korean: korean
    }
  }

  public static let english = WordSet(
    """
    president presidents vice-president premier minister ministers secretary chancellor ambassador envoy consul attache
    diplomat governor mayor akim senator deputy lawmaker legislator parliamentarian congressman congresswoman representative
    speaker alderman alderwoman councillor councilor councilman councilwoman commissioner chairman chairwoman chairperson chair head chief leader
    director manager executive ceo cfo coo cto founder co-founder cofounder owner co-owner partner shareholder investor banker
    economist analyst strategist trader broker adviser advisor consultant expert specialist researcher scientist scholar
    professor lecturer academic historian linguist philologist sociologist psychologist anthropologist archaeologist
    archeologist biologist zoologist botanist ecologist hydrologist geologist seismologist meteorologist climatologist
    chemist physicist biophysicist biochemist astronomer mathematician statistician geographer geneticist virologist
    epidemiologist immunologist oceanographer glaciologist entomologist ornithologist palaeontologist paleontologist
    engineer architect designer developer programmer technician mechanic electrician plumber welder carpenter mason builder
    contractor surveyor inventor doctor physician surgeon nurse paramedic dentist pharmacist therapist psychiatrist
    veterinarian vet midwife caregiver teacher headteacher headmaster headmistress principal educator tutor student pupil
    graduate librarian curator archivist conservator restorer collector artist painter sculptor photographer filmmaker
    film-maker producer actor actress singer songwriter musician cellist violinist pianist drummer guitarist conductor
    composer soloist dancer choreographer comedian author co-author writer novelist poet playwright screenwriter translator
    interpreter editor editor-in-chief columnist journalist reporter correspondent presenter broadcaster blogger publisher
    spokesman spokeswoman spokesperson spokespeople press-secretary lawyer attorney barrister solicitor advocate notary judge
    justice magistrate prosecutor investigator detective inspector officer policeman policewoman sheriff guard ranger warden
    firefighter fireman rescuer soldier sergeant lieutenant captain major colonel general marshal admiral commander
    commodore corporal private veteran pilot co-pilot navigator sailor skipper astronaut cosmonaut flight-attendant
    driver courier machinist conductor dispatcher farmer grower herder shepherd fisherman beekeeper breeder rancher
    gardener forester hunter miner metalworker worker labourer laborer foreman supervisor baker butcher cook chef waiter
    waitress barista hairdresser tailor seamstress weaver potter blacksmith jeweller jeweler craftsman craftswoman artisan
    shopkeeper seller vendor merchant entrepreneur businessman businesswoman industrialist tycoon billionaire
    coach trainer referee umpire goalkeeper keeper defender midfielder striker forward winger substitute athlete swimmer
    runner sprinter cyclist wrestler boxer judoka weightlifter gymnast skater skier climber mountaineer rider jockey
    player grandmaster champion medallist medalist winner captain teammate activist campaigner organiser organizer volunteer
    coordinator co-ordinator observer monitor rival counterpart predecessor successor colleague neighbour neighbor resident
    villager citizen native survivor witness victim suspect defendant widow widower pensioner retiree immigrant refugee
    tourist visitor passenger customer buyer king queen prince princess emperor sultan emir sheikh duke duchess lord lady
    pope bishop archbishop cardinal priest pastor rabbi imam mufti monk nun abbot patriarch missionary theologian
    negotiator mediator arbitrator rapporteur delegate undersecretary under-secretary treasurer auditor accountant
    comptroller regulator inspector-general ombudsman ombudswoman rector dean provost chancellor fellow intern trainee
    apprentice assistant aide deputy-minister first-lady hostage candidate nominee contender challenger incumbent
    operator planner analyst-in-chief watchman caretaker janitor clerk receptionist cashier postman librarian
    """)

  /// Words that stand before a role noun and belong to the title.
  public static let englishModifiers = WordSet(
    """
    vice deputy assistant associate senior junior chief former ex acting interim prime first second third lead leading
    head principal executive managing general regional national federal state local foreign interior defence defense
    finance economy economic health education energy trade transport transportation labour labor justice agriculture
    culture sports sport environment emergency situations industry planning press public private chairman veteran
    honorary special permanent presidential parliamentary royal military naval air police medical technical commercial
    financial operating marketing legal political scientific research social security information technology digital
    human resources communications media investment policy mine production project programme program team club
    """)

  public static let russian = WordSet(
    inflected(
      """
      президент министр вице-министр премьер-министр посол консул аким губернатор мэр сенатор депутат спикер директор
      гендиректор замдиректора глава руководитель начальник заведующий председатель зампред основатель учредитель владелец
      партнер инвестор банкир экономист аналитик стратег брокер советник консультант эксперт специалист исследователь ученый
      профессор доцент академик историк лингвист филолог социолог психолог археолог биолог зоолог эколог гидролог геолог
      сейсмолог синоптик химик физик астроном математик инженер архитектор дизайнер программист врач хирург терапевт педиатр
      фельдшер фармацевт учитель преподаватель педагог студент школьник библиотекарь куратор архивист художник скульптор
      фотограф режиссер продюсер актер певец музыкант скрипач пианист композитор дирижер писатель поэт драматург переводчик
      редактор журналист репортер корреспондент ведущий издатель адвокат юрист нотариус судья прокурор следователь полковник
      майор капитан генерал лейтенант сержант командир солдат пожарный спасатель летчик пилот космонавт водитель машинист
      фермер чабан пастух рыбак пчеловод лесник шахтер рабочий мастер повар пекарь продавец предприниматель бизнесмен тренер
      наставник вратарь защитник полузащитник нападающий форвард судья-информатор спортсмен боксер борец чемпион призер
      активист волонтер координатор наблюдатель пресс-секретарь представитель секретарь заместитель помощник ректор декан
      житель пенсионер очевидец пострадавший покупатель турист король принц епископ священник имам муфтий соперник коллега
      """.split(whereSeparator: \.isNewline).joined(separator: " "),
      "а у ом ем е ы и ов ев ам ами ю я ой ей")
        + """
         владелица учительница певица актриса писательница художница медсестра жительница пенсионерка спортсменка чемпионка
         заведующая пресс-секретаря посла послом министра главой главы главу судьей судьи заявитель капитана хозяйка хозяин
         основательница преподавательница студентка ученый ученого глава
        """)

  public static let kazakh = WordSet(
    inflected(
      """
      президент министр вице-министр премьер-министр елші консул әкім губернатор мэр сенатор депутат спикер директор бастық
      басшы жетекші төраға орынбасар құрылтайшы негізін қожайын инвестор банкир экономист аналитик кеңесші сарапшы маман
      зерттеуші ғалым профессор академик тарихшы тілші лингвист филолог социолог психолог археолог биолог зоолог эколог
      геолог химик физик инженер сәулетші дизайнер дәрігер хирург медбике мұғалім оқытушы педагог студент оқушы кітапханашы
      суретші мүсінші фотограф режиссер продюсер актер әнші музыкант композитор дирижер жазушы ақын драматург аудармашы
      редактор журналист адвокат заңгер судья прокурор тергеуші полковник майор капитан генерал сержант командир жауынгер
      құтқарушы ұшқыш ғарышкер жүргізуші фермер шопан балықшы кенші жұмысшы шебер аспаз сатушы кәсіпкер жаттықтырушы
      бапкер қақпашы қорғаушы шабуылшы спортшы боксшы балуан чемпион белсенді ерікті үйлестіруші хатшы өкіл көмекші ректор
      декан тұрғын зейнеткер имам мүфти диқан шаруа қызметкер мүше төрайым меңгеруші келіссөзші үгітші тұма ұйымдастырушы
      """.split(whereSeparator: \.isNewline).joined(separator: " "),
      "ы і сы сі ның нің дың дің тың тің ын ін ына іне ынан інен мен бен пен"))

  public static let korean = WordSet(
    """
    대통령 총리 장관 차관 대사 총영사 영사 의원 의장 시장 도지사 지사 군수 구청장 대표 대표이사 사장 부사장 회장 부회장 이사 이사장 본부장 부장
    차장 과장 팀장 실장 국장 원장 소장 센터장 처장 청장 총장 부총장 학장 교수 박사 연구원 연구위원 선임연구원 애널리스트 이코노미스트 기자 특파원
    앵커 감독 코치 선수 주장 변호사 판사 검사 의사 간호사 교사 참사관 서기관 단장 관장 사무총장 교장 조합장 지점장 법인장 공장장 작가 시인 소설가 화가 가수 배우 위원장 위원 부위원장 대변인 관계자 비서관 수석
    보좌관 사령관 대령 중령 소령 대위 장군 국왕 총재 행장 은행장 전무 상무 최고경영자 최고기술책임자 최고재무책임자 최고운영책임자 창업자 설립자 부총리 국무총리 국무장관 외교부장관 씨
    """)
}
