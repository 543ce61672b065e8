/// Pages written for these tests, in the shapes that scraped pages have. Each line carries its part before the first bar:
/// H headline, h its copy, B body, S subhead, L list item, C caption, c its copy, Y byline, D date, T trail, - anything that
/// is dropped. Empty lines stay empty. People, places and companies are invented.
enum InventedPages {
  static let all: [(name: String, marked: String)] = [
    ("english", english), ("german", german), ("russian", russian), ("russian_agency", russianAgency),
    ("kazakh", kazakh), ("kazakh_short", kazakhShort), ("korean", korean), ("japanese", japanese), ("chinese", chinese),
    ("kazakh_interview", kazakhInterview), ("russian_interview", russianInterview),
    ("korean_interview", koreanInterview),
  ]

  static let english = """
    -|Skip to content
    -|Menu
    -|  • News
    -|  • Sport
    -|  • Weather
    -|  • Subscribe

    T|Home > Local > Harbour

    H|Old pier to be rebuilt before next winter, harbour board says

    Y|By Mara Ellingham and Joss Parr
    D|Published 12 March 2026, 14:05

    -|Share on Facebook
    -|Share on Twitter
    -|Copy link

    C|The old pier at Northby after the storm of last January. Photo: Ines Calder
    c|The old pier at Northby after the storm of last January. Photo: Ines Calder

    B|The harbour board of Northby said on Tuesday that it would rebuild the old pier before next winter, ending two years of talks with the fishing crews who use it.

    B|Its chair, Tomas Reeve, told reporters that the work would begin in May and that the cost, put at 3.4 million pounds, would be shared with the county.

    B|"We could have patched it again," he said. "But every patch lasted one winter, and every winter cost us more than the last."

    S|A long wait for the crews

    B|Fourteen boats have moored at the southern quay since the storm, where the water is shallow and the ice comes early. Two crews gave up last autumn and moved down the coast.

    B|Anneke Foss, who runs the fish market, said that she had lost a third of her trade. "People come for what is landed here, and less is landed here," she said.

    B|The board will publish the plans next week. Residents have until the end of April to comment on them.

    -|Related stories
    -|  • Ferry to sail from southern quay all summer
    -|  • County agrees budget after long night
    -|  • Market hall opens its doors again

    -|Sign up for our newsletter
    -|Get the day's headlines in your inbox every morning.
    -|Comments (4)
    -|Log in to join the discussion
    -|© 2026 Northby Courier. All rights reserved.
    -|Privacy policy | Terms of use | Contact us
    """

  static let german = """
    -|Zum Inhalt springen
    -|Startseite
    -|Politik
    -|Wirtschaft
    -|Anmelden
    -|Abo

    H|Neue Brücke über die Lahre wird später fertig

    B|Die neue Brücke über die Lahre wird frühestens im Herbst 2027 für den Verkehr freigegeben, wie die Stadt Altenlahr am Montag mitteilte.

    D|09.03.2026, 16:40 Uhr
    Y|Von Karla Wendrich

    B|Grund für die Verzögerung sind nach Angaben des Bauamts Risse in zwei Pfeilern, die bei einer Prüfung im Februar entdeckt wurden. Die Pfeiler müssen nun verstärkt werden, bevor die Fahrbahn gelegt werden kann.

    B|„Wir wissen, was das für die Pendler bedeutet“, sagte Bürgermeister Henrik Osting. Die Fähre werde deshalb ab April auch nachts fahren und kostenlos bleiben.

    S|Kosten steigen um ein Fünftel

    B|Die Kosten steigen nach jetzigem Stand von 41 auf rund 49 Millionen Euro. Das Land hat angekündigt, die Hälfte der Mehrkosten zu übernehmen.

    B|Die Händler in der Altstadt fürchten dagegen um ihr Geschäft. Seit der Sperrung der alten Brücke seien die Umsätze um ein Viertel gefallen, sagte Sprecherin Mine Aras.

    -|Mehr zum Thema
    -|Fähre fährt jetzt auch nachts
    -|Altstadt verliert Kunden
    -|Kommentare
    -|Bitte melden Sie sich an, um zu kommentieren.
    -|Impressum
    -|Datenschutz
    -|AGB
    """

  static let russian = """
    -|Главная
    -|Новости
    -|Экономика
    -|Спорт
    -|Контакты

    H|В Озёрском открыли первый за десять лет детский сад

    D|14 марта 2026, 10:30

    -|Поделиться
    -|ВКонтакте
    -|Телеграм

    C|Новый детский сад на улице Садовой. Фото: Игорь Малютин

    B|В посёлке Озёрский в пятницу открыли детский сад на 120 мест, первый за последние десять лет. До сих пор дети ездили в соседний район, и дорога занимала больше часа.

    B|Строительство началось весной 2024 года и обошлось в 310 миллионов рублей. Половину суммы выделил областной бюджет, остальное добавили местные предприятия.

    B|— Мы ждали этого дня очень долго, — сказала воспитательница Лидия Нестерова. — Моей дочери уже пятнадцать, а её младший брат пойдёт в сад возле дома.

    B|В новом здании есть бассейн, зимний сад и музыкальный зал. Летом во дворе посадят яблони, их вырастили ученики местной школы.

    B|Глава посёлка Андрей Вяткин сообщил, что в следующем году рядом начнут строить поликлинику.

    -|Читайте также
    -|В области отремонтируют сорок школ
    -|Автобусы пойдут по новому расписанию
    -|Комментарии
    -|Войдите, чтобы оставить комментарий
    -|Политика конфиденциальности
    -|Все права защищены. При использовании материалов ссылка обязательна.
    """

  static let russianAgency = """
    T|Главная › Регионы › Степногорье

    H|Паводок в Степногорье: вода начала отступать

    Y|Автор: Олег Дёмин

    B|Уровень воды в реке Камышинка за сутки снизился на 38 сантиметров, сообщили в службе спасения Степногорья. В зоне подтопления остаются 64 дома.

    B|Жителей двух улиц вывезли ещё в среду, для них открыли пункт временного размещения в школе. Там работают врачи и повара, детям привезли книги и игры.

    B|По словам гидролога Марины Седовой, пик паводка прошёл, но холодная ночь может задержать спад воды. «Окончательно река вернётся в берега не раньше вторника», — сказала она.

    B|Дорога на соседний посёлок пока закрыта. Хлеб и лекарства доставляют на лодках.

    -|Подписывайтесь на наш канал
    -|Нашли ошибку? Выделите текст и нажмите Ctrl+Enter.
    -|Популярное
    -|Сейчас читают
    -|О редакции
    -|Реклама
    """

  static let kazakh = """
    -|Басты бет
    -|Жаңалықтар
    -|Қоғам
    -|Спорт
    -|Іздеу

    H|Ақбұлақ ауылында жаңа мектеп салынып жатыр

    D|11 наурыз 2026, 09:15
    Y|Автор: Айгерім Сәтбай

    -|Бөлісу
    -|Сілтемені көшіру

    B|Ақбұлақ ауылында 300 орындық жаңа мектеп салынып жатыр. Құрылысты қыркүйек айына дейін аяқтау жоспарланған, деп хабарлады ауыл әкімдігі.

    B|Қазіргі ғимарат 1968 жылы салынған, онда балалар үш ауысымда оқиды. Қыста сыныптар суық болғандықтан, сабақтар жиі тоқтап қалатын.

    B|«Балаларым жылы мектепте оқитын болды, соған қуаныштымын», — деді бес баланың анасы Жанар Тілеуова. Оның айтуынша, бұрын кіші ұлы көрші ауылға барып жүрген.

    B|Мектепте спорт залы, кітапхана және асхана болады. Оған қоса ауылға екі жаңа автобус берілмек.

    B|Құрылысқа 2,1 миллиард теңге бөлінді. Жұмысты жергілікті компания жүргізіп жатыр, онда ауылдың елу тұрғыны еңбек етеді.

    -|Сондай-ақ оқыңыз
    -|Ауылға таза су келді
    -|Көктемгі егіс басталды
    -|Пікірлер
    -|Пікір қалдыру үшін жүйеге кіріңіз
    -|Барлық құқықтар қорғалған
    """

  static let kazakhShort = """
    -|Мәзір
    -|Қазақша
    -|Русский

    H|Көлсайда жаяу жүргіншілер көпірі ашылды

    B|Көлсай қаласында өзен арқылы өтетін жаңа жаяу жүргіншілер көпірі ашылды. Ұзындығы 180 метр көпір қаланың екі бөлігін қосады.

    B|Қала тұрғындары бұл көпірді жеті жыл күтті. Бұрын өзеннің арғы бетіне өту үшін айналма жолмен жарты сағат жүру керек болатын.

    B|Құрылыс басшысы Ерлан Досымов көпірдің жылына екі рет тексерілетінін айтты. Түнде оны шамдар жарықтандырады.

    -|Танымал жаңалықтар
    -|Ауа райы
    -|Байланыс
    -|Жарнама
    """

  static let korean = """
    -|본문 바로가기
    -|뉴스
    -|정치
    -|경제
    -|로그인

    H|해오름시, 10년 만에 시립도서관 새로 연다

    D|입력 2026.03.12 09:20
    Y|김서준 기자

    -|페이스북
    -|트위터
    -|공유
    -|글자크기 조절

    C|12일 문을 연 해오름시립도서관 전경. [사진=해오름시]

    B|해오름시가 12일 시립도서관을 새로 열었다. 옛 도서관이 문을 닫은 지 10년 만이다.

    B|새 도서관은 지하 1층, 지상 4층 규모로 책 18만 권을 갖췄다. 어린이 자료실과 음악실, 옥상 정원도 들어섰다. 시는 공사비로 210억 원을 썼다고 밝혔다.

    B|개관식에 참석한 주민 박미란 씨는 "아이와 함께 걸어서 올 수 있는 도서관이 생겨 기쁘다"며 "예전에는 버스를 타고 옆 도시까지 가야 했다"고 말했다.

    B|이도현 시장은 "도서관을 밤 10시까지 열어 직장인도 이용할 수 있게 하겠다"고 말했다. 시는 내년까지 작은 도서관 다섯 곳을 더 짓기로 했다.

    -|관련기사
    -|시내버스 노선 개편
    -|봄꽃 축제 4월 개막
    -|댓글 0
    -|로그인 후 이용하세요
    -|저작권자 무단전재 및 재배포 금지
    """

  static let japanese = """
    -|メニュー
    -|ニュース
    -|スポーツ
    -|ログイン

    H|青浜町の灯台、来春から一般公開へ

    D|2026年3月12日 10時00分

    B|青浜町は12日、町の北端に立つ灯台を来年春から一般に公開すると発表した。建てられてから百年になるのを記念し、内部の階段や展望台を直す。

    B|灯台は長い間、船の安全を守ってきたが、三年前に役目を終えた。取り壊しも検討されたものの、住民から残してほしいという声が相次いだ。

    B|町長の浜田健一さんは「子どもたちに海の歴史を伝える場所にしたい」と話した。工事費はおよそ二億円で、半分を寄付でまかなう。

    B|展望台からは湾の島々が一望できる。町は年間三万人の来場を見込んでいる。

    -|関連記事
    -|港の朝市、四月に再開
    -|コメント
    -|会員登録
    """

  static let chinese = """
    -|首页
    -|新闻
    -|财经
    -|登录

    H|云溪县新建图书馆将于五月开放

    D|2026年3月12日 09:30
    Y|记者 林晓青

    B|云溪县政府十二日宣布，新建的县图书馆将于今年五月正式向公众开放。这座图书馆位于旧城区中心，建筑面积约一万二千平方米。

    B|据介绍，新馆藏书三十万册，设有儿童阅览室、盲文阅览室和一个可以容纳二百人的讲堂。工程历时两年，总投资一点八亿元。

    B|县长周文博表示，图书馆将实行免费开放，周末延长到晚上九点。“我们希望每个村的孩子都能借到想看的书。”他说。

    B|居民陈玉兰说，以前要坐一个小时的汽车到市里借书，现在走路十分钟就到了。

    -|相关新闻
    -|县城公交线路调整
    -|推荐阅读
    -|版权所有
    """
}
