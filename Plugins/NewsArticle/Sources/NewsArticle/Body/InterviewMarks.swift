/// Marks of questions and answers in printed interviews, in pairs, in the languages that news comes in.
enum InterviewMarks {
  struct Pair {
    let question: [String]
    let answer: [String]
  }

  /// Lower case, without the full stop or colon that follows. One pair serves one interview.
  static let pairs: [Pair] = [
    Pair(question: ["q", "question"], answer: ["a", "answer"]),
    // Russian and its neighbours: вопрос, ответ; Ukrainian: запитання/питання, відповідь
    Pair(question: ["в", "вопрос"], answer: ["о", "ответ"]),
    Pair(question: ["з", "п", "запитання", "питання"], answer: ["в", "відповідь"]),
    // Kazakh: сұрақ, жауап; Kyrgyz: суроо, жооп
    Pair(question: ["с", "сұрақ", "суроо"], answer: ["ж", "жауап", "жооп"]),
    Pair(question: ["문", "질문", "q", "묻다", "問"], answer: ["답", "답변", "a", "答"]),
    Pair(question: ["问", "問", "提问", "记者问"], answer: ["答", "回答"]),
    Pair(question: ["質問", "問い", "q"], answer: ["回答", "答え", "a"]),
    Pair(question: ["f", "frage"], answer: ["a", "antwort"]),
    Pair(question: ["q", "question"], answer: ["r", "réponse"]),
    Pair(question: ["p", "pregunta", "pergunta"], answer: ["r", "respuesta", "resposta"]),
    Pair(question: ["d", "domanda"], answer: ["r", "risposta"]),
    Pair(question: ["v", "vraag"], answer: ["a", "antwoord"]),
    Pair(question: ["s", "spørgsmål", "spørsmål", "f", "fråga"], answer: ["s", "svar"]),
    Pair(question: ["p", "pytanie"], answer: ["o", "odpowiedź"]),
    Pair(question: ["s", "soru", "sual"], answer: ["c", "cevap", "cavab"]),
    Pair(question: ["k", "kérdés", "kysymys"], answer: ["v", "válasz", "vastaus"]),
    Pair(question: ["س", "سؤال", "سوال"], answer: ["ج", "جواب", "پاسخ"]),
    Pair(question: ["ש", "שאלה"], answer: ["ת", "תשובה"]),
  ]

  /// First words of a line that says who led or wrote down the talk.
  static let notes: WordSet = [
    "interview", "interviewed", "translated", "photos", "interview:", "беседовал", "беседовала", "беседовали",
    "записал",
    "записала", "подготовил", "подготовила", "интервью", "перевод", "сұхбаттасқан", "әңгімелескен", "әңгімелесті",
    "дайындаған", "розмовляла", "розмовляв", "entretien", "propos", "entrevista", "intervista", "gespräch", "정리", "대담",
    "인터뷰", "글", "사진",
  ]

  /// Second person: whom an interviewer asks.
  static let you: WordSet = [
    "you", "your", "yours", "yourself", "sie", "ihr", "ihre", "ihren", "ihnen", "du", "dein", "deine", "dir", "dich",
    "vous", "votre", "vos", "tu", "ton", "ta",
    "usted", "ustedes", "su", "tú", "te", "você", "vocês", "seu", "sua", "lei", "suo", "voi", "u", "uw", "jij", "je",
    "jouw", "jullie", "din", "ditt", "dig",
    "deg", "dere", "ni", "er", "pan", "pani", "pana", "państwa", "panią", "vy", "vás", "vám", "váš", "vaše", "vi",
    "vas", "vaš", "вы", "вас", "вам", "вами", "ваш",
    "ваша", "ваше", "ваши", "вашей", "вашего", "ваших", "вашу", "ты", "тебя", "твой", "тебе", "ви", "вам", "сіз",
    "сіздің", "сізді", "сізге", "сіздер", "сендер", "сен",
    "siz", "sizin", "size", "sizi", "sen", "senin", "당신", "귀하", "대사님", "감독님", "선생님", "의원님", "장관님", "您", "你", "你们",
    "あなた",
    "ön", "önnek", "te", "dvs", "dumneavoastră", "εσείς", "σας", "εσύ", "أنت", "أنتم", "شما", "आप", "আপনি",
  ]

  /// First person: who answers.
  static let me: WordSet = [
    "i", "i'm", "i've", "i'd", "we", "we're", "we've", "my", "our", "me", "us", "ich", "wir", "mein", "meine", "mir",
    "mich", "uns", "unser", "unsere", "je", "j'ai", "nous", "mon", "ma",
    "mes", "notre", "nos", "yo", "nosotros", "mi", "mis", "nuestro", "nuestra", "eu", "nós", "meu", "minha", "nosso",
    "io", "noi", "mio", "mia", "nostro", "ik", "wij", "we", "mijn", "ons",
    "jag", "jeg", "min", "mitt", "vår", "vi", "ja", "my", "mój", "moja", "nasz", "nás", "já", "můj", "я", "мы", "мне",
    "меня", "мой", "моя", "мои", "наш", "наша", "наши", "нам", "нас",
    "мен", "менің", "маған", "мені", "біз", "біздің", "бізге", "ми", "мені", "мій", "ben", "benim", "biz", "bizim",
    "저는", "저희", "저의", "나는", "우리", "우리는", "우리가", "제가", "내가",
    "我", "我们", "我們", "私", "私は", "私たち", "我々",
  ]
}
