/** The HTML report's style sheet. Contrast is at least 4.5:1 in both schemes; no meaning rests on colour alone. */
export const htmlStyle = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f4f5f7; --line: #c9ced6; --text: #1c2128; --faint: #545d68; --link: #0b57d0;
  --good: #116329; --bad: #b3121d; --open: #7a4d00; --other: #454e58; --mark: #ffe08a;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --raised: #1d2229; --line: #3c444e; --text: #e3e7ec; --faint: #a3adb8; --link: #8ab4f8;
    --good: #6fd08c; --bad: #ff9a94; --open: #f0b95a; --other: #b4bdc7; --mark: #6b5200;
  }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--ground); }
a { color: var(--link); }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; }
.subject { margin: 0; font-weight: 600; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
p, ul { margin: .25rem 0; overflow-wrap: anywhere; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
.verdict-conforms { color: var(--good); }
.verdict-does-not-conform { color: var(--bad); }
.verdict-incomplete { color: var(--open); }
.faint { color: var(--faint); }
.grid { display: grid; grid-template-columns: max-content 1fr; gap: .6rem .75rem; align-items: start; }
.grid dt { font-weight: 600; }
.grid dd { margin: 0; display: flex; flex-wrap: wrap; gap: .25rem; }
.cell { display: inline-block; width: 1.6rem; height: 1.6rem; line-height: 1.5rem; text-align: center; text-decoration: none; border: 1px solid color-mix(in srgb, currentColor 40%, var(--ground)); border-radius: .25rem; background: color-mix(in srgb, currentColor 10%, var(--ground)); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; margin: 0 0 .75rem; list-style: none; }
.cell.l-SHOULD { border-radius: 50%; }
.cell.l-OBSERVE { border-style: dashed; }
.v-pass { color: var(--good); }
.v-fail, .v-unexpected-pass { color: var(--bad); font-weight: 700; }
.v-blocked, .v-untestable, .v-error, .v-not-implemented, .v-known-fail { color: var(--open); }
.v-observed, .v-not-applicable, .v-not-asked { color: var(--other); }
.cell.v-fail, .cell.v-unexpected-pass { color: var(--ground); background: var(--bad); border-color: var(--bad); }
.cell.v-observed, .cell.v-not-applicable, .cell.v-not-asked { background: none; border-color: var(--line); }
form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; position: sticky; top: 0; padding: .5rem 0; background: var(--ground); border-bottom: 1px solid var(--line); z-index: 1; }
label { display: flex; flex-direction: column; font-size: .85rem; }
input, select, button { font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: .25rem; padding: .3rem .5rem; min-height: 2.25rem; }
input[type=search] { width: min(24rem, 80vw); }
details { border: 1px solid var(--line); border-radius: .25rem; margin: .35rem 0; background: var(--ground); }
details details { background: var(--raised); }
summary { cursor: pointer; padding: .4rem .6rem; overflow-wrap: anywhere; }
.requirement summary { padding-left: 8.2rem; text-indent: -7.6rem; }
.requirement summary > * { text-indent: 0; }
.inside { padding: 0 .75rem .75rem; }
.badge { display: inline-block; min-width: 6.5rem; font-size: .85rem; }
.level { font-size: .8rem; color: var(--faint); }
code, pre { font: .85rem/1.45 ui-monospace, monospace; }
pre { margin: .25rem 0; padding: .5rem; overflow: auto; max-height: 40rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--ground); border: 1px solid var(--line); border-radius: .25rem; unicode-bidi: plaintext; }
h4 { font-size: 1rem; margin: .5rem 0 0; }
mark { background: var(--mark); color: inherit; outline: 1px solid currentColor; }
table { border-collapse: collapse; margin: .5rem 0; display: block; overflow-x: auto; }
caption { text-align: left; font-weight: 600; white-space: nowrap; }
th, td { border: 1px solid var(--line); padding: .2rem .5rem; text-align: left; vertical-align: top; font-size: .9rem; overflow-wrap: anywhere; }
header th, header td { overflow-wrap: normal; }
th { color: var(--faint); font-weight: 600; }
.wrong td { color: var(--bad); }
.copyable { margin: .75rem 0; }
.said { margin-left: .5rem; }
.facts { display: grid; grid-template-columns: 6rem 1fr; gap: .25rem .75rem; margin: .5rem 0; }
.facts dt { color: var(--faint); }
.facts dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
.facts .wire { font: .85rem/1.6 ui-monospace, monospace; }
.requirement { content-visibility: auto; contain-intrinsic-size: auto 2.6rem; scroll-margin-top: 6rem; }
[hidden] { display: none !important; }
@media (max-width: 40rem) {
  .grid, .facts { grid-template-columns: 1fr; }
  form { position: static; }
  .badge { min-width: 0; margin-right: .5rem; }
  .requirement summary { padding-left: 1.6rem; text-indent: -1rem; }
}
@media print {
  form, .skip, button { display: none; }
  .requirement { content-visibility: visible; break-inside: avoid; }
  pre { max-height: none; }
  body { max-width: none; }
}
`;

/** For pages that consist of tables. */
export const tableStyle = `
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .25rem .5rem; text-align: left; vertical-align: top; }
thead th { background: var(--raised); }
tbody th { font-weight: 400; }
@media print { .wide { overflow: visible; } }
`;
