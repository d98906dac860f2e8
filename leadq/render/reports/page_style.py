"""The style sheet of a page of reports: light and dark, desk and phone, screen and paper."""

from __future__ import annotations

STYLE = """
:root {
  --paper: #ffffff; --ink: #1d232b; --quiet: #545d68; --line: #c9ced6; --head: #f2f4f7;
  --link: #0b57b4;
  --A: #b3261e; --B: #c27c00; --C: #2f6fb7; --none: #8a929c;
  --now: #2f6fb7; --before: #8a929c; --win_rate: #2f6fb7; --share: #2f6fb7;
  --source_says: #8a929c; --lost: #b3261e; --dropped: #8a929c;
  --of_target: #2f6fb7; --calls: #2f6fb7; --visits: #c27c00; --stale: #c27c00; --passed: #b3261e;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #14181d; --ink: #e6e9ee; --quiet: #a7b0bb; --line: #3b434d; --head: #1e242b;
    --link: #8ab8f5;
    --A: #f2766d; --B: #e3a93c; --C: #76aceb; --none: #7d8691;
    --now: #76aceb; --before: #5d6671; --win_rate: #76aceb; --share: #76aceb;
    --source_says: #5d6671; --lost: #f2766d; --dropped: #7d8691;
    --of_target: #76aceb; --calls: #76aceb; --visits: #e3a93c; --stale: #e3a93c;
    --passed: #f2766d;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1.5rem 1.25rem 3rem; max-width: 60rem;
  background: var(--paper); color: var(--ink); line-height: 1.5;
  font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
}
h1 { font-size: 1.6rem; margin: 0; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .5rem; padding-top: .75rem;
     border-top: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.5rem 0 .5rem; }
p { margin: .35rem 0; }
a { color: var(--link); }
.quiet { color: var(--quiet); font-size: .9rem; }
nav ul { list-style: none; margin: .75rem 0 0; padding: 0; display: flex; flex-wrap: wrap;
         gap: .25rem 1.1rem; }
figure { margin: 0 0 .75rem; max-width: 34rem; }
figure svg { display: block; width: 100%; height: auto; }
figcaption { font-size: .85rem; color: var(--quiet); }
.key { display: inline-block; margin-right: 1rem; }
.key i { display: inline-block; width: .75rem; height: .75rem; margin-right: .35rem;
         border-radius: 2px; vertical-align: -1px; }
.sheet h2 { font-size: 1.05rem; margin: 1.5rem 0 .25rem; padding-top: .6rem; }
.sheet ul { margin: .5rem 0; padding-left: 1.15rem; }
.sheet li { margin: .35rem 0; overflow-wrap: anywhere; }
.sheet li p { margin: 0; color: var(--quiet); }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
th, td { padding: .3rem .8rem; text-align: left; font-weight: 400; vertical-align: top;
         border-bottom: 1px solid var(--line); overflow-wrap: break-word; }
thead th { background: var(--head); font-weight: 600; white-space: nowrap;
           overflow-wrap: normal; }
.number { text-align: right; white-space: nowrap; }
.whole { white-space: nowrap; }
tbody th { min-width: 7rem; max-width: 24rem; }
@media (max-width: 30rem) {
  body { padding: 1rem .75rem 2rem; }
  th, td { padding: .3rem .45rem; }
}
@media print {
  :root { --paper: #ffffff; --ink: #000000; --quiet: #444444; --line: #bbbbbb; --head: #f2f2f2; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav { display: none; }
  .part, figure, tr, li { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
  .wide { overflow: visible; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
"""
