/// The style sheet of a run's report: light and dark as the reader prefers, one column on a narrow screen.
enum RunReportStyle {
  static let css = """
    :root { color-scheme: light dark; --back: #fbfbf9; --card: #fff; --text: #1d1f21; --faint: #6b7075; --line: #dcdcd6;
      --bad: #b3261e; --good: #1b6e3c; --bar: #4a7ac7; --person: #5c8fd6; --organisation: #d08a3e; --place: #4f9d62;
      --event: #8a6bc0; --group: #8b8b7a; }
    @media (prefers-color-scheme: dark) { :root { --back: #16181a; --card: #1e2124; --text: #e6e6e3; --faint: #9aa0a6;
      --line: #34383c; --bad: #ff8a80; --good: #7fd39d; --bar: #6f9de8; --person: #7aa7e8; --organisation: #d99a55;
      --place: #6fbf82; --event: #a58bd8; --group: #a3a391; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--back); color: var(--text); font: 15px/1.5 system-ui, sans-serif; }
    header { padding: 12px 20px; border-bottom: 1px solid var(--line); background: var(--card); }
    h1 { margin: 0; font-size: 18px; overflow-wrap: anywhere; }
    h2 { font-size: 13px; text-transform: uppercase; letter-spacing: .06em; color: var(--faint); margin: 10px 0; }
    main { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); gap: 16px; padding: 16px 20px; align-items: start; }
    section { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 4px 16px 16px; min-width: 0; }
    section.wide { grid-column: 1 / -1; }
    .note, .why { color: var(--faint); font-size: 12px; } .note { margin: 0 0 8px; }
    p.bad { color: var(--bad); font-weight: 600; }
    .tiles { display: flex; flex-wrap: wrap; gap: 6px 28px; } .tile { color: var(--faint); font-size: 13px; }
    .tile b { color: var(--text); font-size: 24px; font-variant-numeric: tabular-nums; margin-right: 2px; }
    .tile.good b { color: var(--good); } .tile.bad b { color: var(--bad); }
    svg { display: block; } svg rect { fill: var(--bar); }
    .shares { width: 100%; height: 14px; margin-top: 10px; border-radius: 4px; overflow: hidden; }
    rect.good { fill: var(--good); } rect.bad, .bad rect { fill: var(--bad); } rect.faint { fill: var(--faint); }
    .bar { width: 100%; min-width: 60px; height: 10px; background: var(--line); border-radius: 3px; overflow: hidden; }
    .person rect { fill: var(--person); } .organisation rect { fill: var(--organisation); } .place rect { fill: var(--place); }
    .event rect { fill: var(--event); } .group rect { fill: var(--group); }
    .rows { list-style: none; margin: 0; padding: 0; }
    .rows li { display: grid; grid-template-columns: minmax(0, 15em) minmax(0, 1fr) 3.5em; gap: 10px; align-items: center; font-size: 13px; }
    .word { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
    .number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
    .columns { width: 100%; height: 120px; border-bottom: 1px solid var(--line); }
    .axis { display: flex; justify-content: space-between; color: var(--faint); font-size: 12px; }
    .scroll { overflow-x: auto; }
    table { border-collapse: collapse; font-size: 13px; width: 100%; margin-top: 8px; }
    td, th { text-align: left; vertical-align: middle; padding: 3px 12px 3px 0; font-weight: inherit; white-space: nowrap; }
    td.number, th.number { text-align: right; }
    thead th { color: var(--faint); font-size: 12px; border-bottom: 1px solid var(--line); }
    tbody tr + tr { border-top: 1px solid var(--line); }
    td.wide { width: 40%; min-width: 14em; white-space: normal; overflow-wrap: anywhere; }
    """
}
