/// The style sheet of an explanation: light and dark as the reader prefers, columns below each other on a narrow screen.
enum ExplanationStyle {
  static let css = """
    :root { color-scheme: light dark; --back: #fbfbf9; --card: #fff; --text: #1d1f21; --faint: #6b7075; --line: #dcdcd6;
      --bad: #b3261e; --good: #1b6e3c; --person: #cfe3ff; --organisation: #ffe0c2; --place: #cdeed3; --event: #e6d6f7;
      --group: #e4e4dc; --role: #5b7fb8; --quotation: #b58a00; --date: #f9d5e3; --amount: #d3eef0; --bar: #4a7ac7; }
    @media (prefers-color-scheme: dark) { :root { --back: #16181a; --card: #1e2124; --text: #e6e6e3; --faint: #9aa0a6;
      --line: #34383c; --bad: #ff8a80; --good: #7fd39d; --person: #1f3f6b; --organisation: #62401c; --place: #1f4f2c;
      --event: #46306b; --group: #44443c; --role: #8fb1e8; --quotation: #d8b03a; --date: #66304a; --amount: #1d4c52;
      --bar: #6f9de8; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
    header { padding: 12px 20px; border-bottom: 1px solid var(--line); background: var(--card); }
    h1 { margin: 0; font-size: 18px; overflow-wrap: anywhere; } header p { margin: 4px 0; }
    .good { color: var(--good); } .bad { color: var(--bad); font-weight: 600; }
    main { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.35fr) minmax(0, .8fr); gap: 16px; padding: 16px 20px; }
    nav { display: none; } nav a { color: var(--bar); margin-right: 14px; }
    @media (max-width: 1000px) { main { grid-template-columns: minmax(0, 1fr); } nav { display: block; margin-top: 6px; } }
    section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 4px 16px 16px; overflow-wrap: anywhere; }
    h2 { font-size: 13px; text-transform: uppercase; letter-spacing: .06em; color: var(--faint); margin: 10px 0; }
    h3 { font-size: 22px; line-height: 1.3; margin: 10px 0; }
    .note, .why { color: var(--faint); font-size: 12px; } a.why { text-decoration: none; }
    .block { border-left: 3px solid var(--line); padding: 0 0 0 10px; margin: 0 0 6px; } .block p { margin: 0; }
    .block.kept { border-color: var(--good); } .block.dropped { font-size: 13px; color: var(--faint); }
    .block.used { color: inherit; border-color: var(--bar); }
    .block:target { outline: 2px solid var(--bar); }
    .deck { font-size: 17px; color: var(--faint); margin: 0 0 12px; }
    .body p { margin: 0 0 12px; white-space: pre-wrap; } .body > .why { float: right; margin-left: 8px; }
    .body.heading p { font-weight: 700; font-size: 17px; } .body.question p { font-weight: 600; }
    .body.quote p, .body.answer p { border-left: 3px solid var(--line); padding-left: 10px; } .body.list_item p::before { content: "• "; }
    .caption { font-size: 13px; border-top: 1px solid var(--line); padding-top: 6px; }
    .m { border-radius: 3px; padding: 1px 0; } .legend .m { padding: 1px 7px; font-size: 12px; margin-right: 2px; }
    .person { background: var(--person); } .organisation { background: var(--organisation); } .place { background: var(--place); }
    .event { background: var(--event); } .group { background: var(--group); } .date { background: var(--date); }
    .amount { background: var(--amount); } .quotation { border-bottom: 2px solid var(--quotation); }
    .role { border-bottom: 2px dotted var(--role); }
    .topic { margin: 4px 0; display: grid; grid-template-columns: minmax(0, 15em) 90px minmax(0, 1fr); gap: 10px; align-items: center; }
    .body.table p { tab-size: 16; font-variant-numeric: tabular-nums; } .bar { display: inline-block; width: 90px; height: 8px; background: var(--line); border-radius: 4px; vertical-align: middle; }
    .bar > span { display: block; height: 8px; background: var(--bar); border-radius: 4px; }
    details { margin-top: 10px; border-top: 1px solid var(--line); padding-top: 6px; } summary { cursor: pointer; font-size: 13px; }
    .times { border: 0; margin: 0; padding: 0; }
    table { border-collapse: collapse; font-size: 13px; } td, th { text-align: left; vertical-align: top; padding: 2px 10px 2px 0; font-weight: inherit; }
    td:first-child, th { white-space: nowrap; overflow-wrap: normal; }
    .number { text-align: right; white-space: nowrap; }
    .file { margin: 4px 0; font-family: ui-monospace, monospace; font-size: 13px; }
    pre { white-space: pre-wrap; font: 12px/1.45 ui-monospace, monospace; max-height: 75vh; overflow: auto; }
    """
}
