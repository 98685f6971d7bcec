/**
 * What Tabler does not say. Five colours, by urgency alone; each pair of text and ground has a
 * contrast of 4.5 : 1 or more. Kept as a module, so that a build of TypeScript carries it along.
 */
export const OWN_STYLES = `
:root {
  --tblr-font-sans-serif: 'Noto Sans SC Variable', 'PingFang SC', 'Microsoft YaHei', sans-serif;
  --tblr-body-font-size: 1rem;
  --tblr-body-bg: #f6f7f9;
  --grey: #525c69; --grey-ground: #eef0f3;
  --blue: #0b549c; --blue-ground: #e8f1fb;
  --amber: #7a4500; --amber-ground: #fff3d1;
  --red: #a61b1b; --red-ground: #fdeaea;
  --green: #17603a; --green-ground: #e6f4eb;
  --line: #d7dce2; --quiet: #525c69;
}
/* Chinese fonts draw ’ and “ as wide as a character. */
:lang(en) { --tblr-font-sans-serif: 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', 'Noto Sans SC Variable', 'PingFang SC', 'Microsoft YaHei', sans-serif; }
html { font-size: 16px; }
body { font-family: var(--tblr-font-sans-serif); line-height: 1.6; color: #1c2430; overflow-wrap: anywhere; }
h1 { font-size: 1.25rem; line-height: 1.4; margin: 0 0 .5rem; }
h2 { font-size: 1.0625rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1rem 0 .25rem; }
h4 { font-size: .9375rem; margin: .75rem 0 .25rem; }
.site-width { margin: 0 auto; padding: 0 1rem; }
.page-slip .site-width { max-width: 42rem; }
.page-desk .site-width { max-width: 88rem; }
.site-head { background: #fff; border-bottom: 1px solid var(--line); }
.site-head .site-width { display: flex; flex-wrap: wrap; gap: .25rem 1rem; justify-content: space-between; align-items: center; min-height: 3rem; padding-top: .375rem; padding-bottom: .375rem; }
.site-where, .site-user { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; }
.site-name { font-weight: 700; color: inherit; text-decoration: none; }
.site-navigation { background: #fff; border-bottom: 1px solid var(--line); }
.site-navigation ul { list-style: none; margin: 0; padding: 0; }
.site-navigation a { display: block; padding: .5rem .75rem; color: var(--blue); text-decoration: none; border-bottom: 3px solid transparent; white-space: nowrap; }
.site-navigation a:hover { text-decoration: underline; }
.site-navigation a[aria-current] { color: #1c2430; font-weight: 600; border-bottom-color: var(--blue); }
.site-navigation .wide { display: none; }
.site-navigation summary { cursor: pointer; padding: .625rem 0; font-weight: 600; }
.site-navigation summary .where { margin-left: .75rem; font-weight: 400; color: var(--quiet); }
.site-navigation .narrow a { padding: .625rem .75rem; border-bottom: 0; border-left: 3px solid transparent; }
.site-navigation .narrow a[aria-current] { border-left-color: var(--blue); }
@media (min-width: 48rem) {
  .site-navigation .wide { display: block; }
  .site-navigation .narrow { display: none; }
  .site-navigation .wide ul { display: flex; flex-wrap: wrap; margin: 0 -.75rem; }
}
.site-languages { display: flex; gap: .75rem; font-size: .875rem; }
.site-languages a { padding: .25rem 0; }
.site-languages a[aria-current] { color: inherit; font-weight: 600; text-decoration: none; }
.skip:focus { position: absolute; z-index: 9; background: #fff; padding: .5rem 1rem; }
main { padding-top: 1rem !important; padding-bottom: 3rem !important; }
.prose, .prose p { max-width: 40em; }
.letter { margin-bottom: 1rem; }
.letter p { margin: 0; }
.letter .issuer { color: var(--quiet); }
.number { font-variant-numeric: tabular-nums; }
.urgency-grey { --tone: var(--grey); --ground: var(--grey-ground); }
.urgency-blue { --tone: var(--blue); --ground: var(--blue-ground); }
.urgency-amber { --tone: var(--amber); --ground: var(--amber-ground); }
.urgency-red { --tone: var(--red); --ground: var(--red-ground); }
.urgency-green { --tone: var(--green); --ground: var(--green-ground); }
.standing, .axis summary { color: var(--tone); background: var(--ground); border-radius: 4px; padding: .0625rem .5rem; font-size: .875rem; display: inline-block; }
.alert-box { color: var(--tone); background: var(--ground); border: 1px solid currentColor; border-left-width: 4px; border-radius: 4px; padding: .75rem 1rem; margin: 0 0 1rem; }
.alert-box ul { margin: .25rem 0 0; padding-left: 1.25rem; }
.alert-box a { color: inherit; text-decoration: underline; }
.alert-box p { margin: 0; }
.duties { background: #fff; border: 1px solid var(--line); border-radius: 6px; list-style: none; margin: 0 0 1rem; padding: 0; overflow: hidden; }
.duties > li { padding: .75rem 1rem; border-left: 4px solid var(--tone); }
.duties > li + li { border-top: 1px solid var(--line); }
.duties .deadline { color: var(--tone); font-weight: 600; margin: 0; }
.duties h2 { margin: .125rem 0 .5rem; font-weight: 600; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; margin: .5rem 0; }
.btn { min-height: 2.75rem; font-size: 1rem; white-space: normal; }
.page-desk .btn-sm { min-height: 2rem; font-size: .875rem; padding: .125rem .625rem; }
.btn-danger { --tblr-btn-bg: #a61b1b; --tblr-btn-border-color: #a61b1b; --tblr-btn-color: #fff; background-color: #a61b1b; border-color: #a61b1b; color: #fff; }
.btn-outline-danger { --tblr-btn-color: #a61b1b; --tblr-btn-border-color: #a61b1b; color: #a61b1b; border-color: #a61b1b; }
.btn-outline-danger:hover, .btn-outline-danger:focus { background-color: #a61b1b; color: #fff; }
.example a, .prose p a { text-decoration: underline; }
.btn-link { --tblr-btn-color: var(--blue); color: var(--blue); }
.how-counted > summary, details.more > summary { cursor: pointer; color: var(--blue); padding: .375rem 0; }
.how-counted .quote { display: block; color: var(--quiet); }
.ledger { width: 100%; font-size: .875rem; font-variant-numeric: tabular-nums; border-collapse: collapse; }
.ledger th { font-weight: 600; text-align: left; color: var(--quiet); }
.ledger th, .ledger td { padding: .1875rem .5rem .1875rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
.ledger th:nth-child(-n+3), .ledger td:nth-child(-n+3) { white-space: nowrap; }
@media (max-width: 30rem) { .ledger th:nth-child(-n+3), .ledger td:nth-child(-n+3) { white-space: normal; } }
.ledger.axes-ledger td:nth-child(3) { white-space: normal; }
.axes-ledger .standing { white-space: nowrap; }
.ledger .off { color: var(--quiet); }
.count.former { border-left: 3px solid var(--line); padding-left: .75rem; }
.facts { display: grid; grid-template-columns: 5.5em 1fr; gap: .25rem .75rem; margin: 0; }
.facts dt { color: var(--quiet); font-weight: 400; }
.facts dd { margin: 0; }
.figures { font-variant-numeric: tabular-nums; }
.files { list-style: none; padding: 0; margin: 0; }
.files a { display: inline-block; padding: .1875rem 0; }
.acknowledgement { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center; margin-bottom: 1rem; }
.slip-form { max-width: 36rem; }
.field { margin: 0 0 1.125rem; border: 0; padding: 0; min-width: 0; }
.field legend { float: none; }
.field .form-label { font-size: 1rem; font-weight: 600; margin-bottom: .25rem; }
.form-control, .form-select { font-size: 1rem; min-height: 2.75rem; border-color: #838d99; }
.field .form-check { padding-top: .3125rem; padding-bottom: .3125rem; margin: 0; }
.field .form-check-input { border-color: #6b7580; }
.ticks { columns: 16rem; }
.wide-form .slip-form { max-width: 60rem; }
.wide-form textarea, .wide-form .field > input, .wide-form .field > select { max-width: 36rem; }
.agenda { padding-left: 1.5rem; }
.order .form-control { width: 5rem; }
.resolution { border-top: 1px solid var(--line); margin-top: .5rem; padding-top: .5rem; }
.pack > h1 { text-align: center; }
.ticks .form-check { break-inside: avoid; }
@supports selector(:has(*)) {
  .only { display: none; }
${[
  'supervise',
  'extend',
  'excuse',
  'refuse-circumstances',
  'name-agency',
  'agenda',
  'transfer',
  'urgent',
]
  .map((kind) => `  form:has([name=kind][value=${kind}]:checked) .only-${kind} { display: block; }`)
  .join('\n')}
}
.input-group.narrow { max-width: 16rem; }
.problem { color: var(--red); margin: .25rem 0 0; font-weight: 600; }
.optional:lang(en) { margin-left: .375rem; }
.example, .optional { color: var(--quiet); font-size: .875rem; font-weight: 400; margin: .125rem 0 0; }
.digest { font-family: ui-monospace, Consolas, monospace; font-size: .875rem; word-break: break-all; }
.text { white-space: pre-wrap; }
.sheet { background: #fff; border: 1px solid var(--line); border-radius: 6px; padding: 1rem; margin-bottom: 1rem; }
.sheet-head { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; }
.sheet-head h2 { margin: 0; }
.sheet > :first-child { margin-top: 0; }
.axes { display: inline-flex; flex-wrap: wrap; gap: .375rem; white-space: nowrap; }
.axis { position: relative; display: inline-block; }
.axis summary { list-style: none; cursor: help; padding: .0625rem .375rem; }
.axis summary::-webkit-details-marker { display: none; }
.axis-mark { margin-left: .125rem; font-weight: 700; }
.axis p { position: absolute; z-index: 5; right: 0; top: 1.875rem; width: 15rem; white-space: normal; margin: 0; padding: .5rem .75rem; background: #fff; color: #1c2430; border: 1px solid var(--line); border-radius: 4px; box-shadow: 0 4px 12px rgb(0 0 0 / 12%); font-size: .875rem; }
.filters { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; margin: .75rem 0; }
.filters label { font-size: .875rem; color: var(--quiet); display: block; }
.filters .form-select, .filters .form-control { min-height: 2.25rem; padding-top: .25rem; padding-bottom: .25rem; width: auto; min-width: 8rem; max-width: 14rem; }
.rows { width: 100%; background: #fff; border: 1px solid var(--line); border-collapse: collapse; font-size: .9375rem; }
.rows th { text-align: left; font-weight: 600; font-size: .875rem; color: var(--quiet); background: #f1f3f6; }
.rows th, .rows td { padding: .5rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
.rows .right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.rows .subtle { color: var(--quiet); font-size: .875rem; display: block; }
@media (min-width: 48rem) { .rows.stacked .standing, .rows .decided a { white-space: nowrap; } }
@media (min-width: 80rem) { :lang(zh) .rows .axes, .axes-ledger .axes { flex-wrap: nowrap; } .rows.stacked td.number, .rows.stacked td.number + td { min-width: 10rem; } }
@media screen and (max-width: 47.99rem) {
  .rows.stacked thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .rows.stacked, .rows.stacked tbody { display: block; }
  .axes-ledger, .axes-ledger tbody, .axes-ledger tr, .axes-ledger td { display: block; }
  .ledger.axes-ledger td { white-space: normal; border: 0; padding: .0625rem 0; }
  .axes-ledger tr { padding: .375rem 0; border-bottom: 1px solid var(--line); }
  .axes-ledger .me-2 { display: block; }
  .rows.stacked tr { display: block; padding: .5rem .75rem; border-bottom: 1px solid var(--line); }
  .rows.stacked td { display: block; padding: .0625rem 0; border: 0; width: auto; text-align: left; }
  .rows.stacked .share { min-width: 0; }
  .rows.stacked .share::before { content: '('; }
  .rows.stacked .share::after { content: ')'; }
  .rows.stacked td[data-label]::before { content: attr(data-label); color: var(--quiet); font-size: .875rem; margin-right: .5rem; }
}
.table-wrap { overflow-x: auto; }
@media (min-width: 64rem) { .table-wrap { overflow: visible; } }
.filters .for-number { width: 20rem; max-width: 100%; }
.counted { color: var(--quiet); }
.empty { background: #fff; border: 1px dashed #838d99; border-radius: 6px; padding: 2rem 1rem; text-align: center; }
.pager { display: flex; justify-content: space-between; margin: .75rem 0; }
.columns { display: grid; gap: 1rem; grid-template-columns: minmax(0, 1fr); align-items: start; }
@media (min-width: 64rem) { .columns { grid-template-columns: minmax(0, 3fr) minmax(0, 2fr); } }
.qr { display: block; background: #fff; border: 1px solid var(--line); margin: .5rem 0 1rem; }
.codes { list-style: none; padding: 1rem; margin: 0 0 1rem; max-width: 30rem; background: #fff; border: 1px solid var(--line); display: grid; grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr)); gap: .375rem 1rem; }
.once { font-family: ui-monospace, Consolas, monospace; font-size: 1.25rem; letter-spacing: .05em; background: #fff; border: 1px solid var(--line); border-radius: 4px; display: inline-block; padding: .5rem 1rem; user-select: all; }
.timeline { list-style: none; margin: 0; padding: 0; }
.timeline li { border-left: 2px solid var(--line); padding: 0 0 .625rem .875rem; }
.timeline .example { display: block; }
.timeline del { color: var(--quiet); }
/* --- The land office's desk --- */
.tiles { display: grid; gap: .75rem; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); margin: .75rem 0 1rem; }
.tile { display: flex; flex-direction: column; gap: .125rem; padding: .625rem .75rem; background: var(--ground); color: var(--tone); border: 1px solid transparent; border-radius: 6px; text-decoration: none; }
.tile:hover { border-color: currentColor; }
.tile[aria-current] { border-color: currentColor; box-shadow: inset 0 -3px 0 currentColor; }
.tile strong { font-size: 1.5rem; line-height: 1.2; }
.tile span { font-size: .875rem; }
.read-back { color: var(--green); font-size: .875rem; margin: -.875rem 0 1.125rem; }
.draft-files { list-style: none; margin: 0 0 .75rem; padding: 0; }
.draft-files li { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: center; padding: .25rem 0; border-bottom: 1px solid var(--line); }
.draft-files img { object-fit: cover; border-radius: 4px; margin-right: .5rem; vertical-align: middle; }
.draft-files .form-check { margin: 0; }
.serve { padding: .25rem 0; }
.serve .reason { padding-left: 1.5rem; }
@supports selector(:has(a)) { .serve:has(> .form-check input:checked) .reason { display: none; } }
.upload-progress { margin: .5rem 0; }
.upload-progress progress { width: 12rem; vertical-align: middle; }
.page-desk .slip-form > h2 { border-top: 1px solid var(--line); padding-top: 1rem; }
.cell-fault { background: var(--red-ground); }
.code { background: #1c2430; color: #f6f7f9; border-radius: 6px; padding: .75rem 1rem; overflow-x: auto; font-size: .875rem; }
.code code { color: inherit; background: none; padding: 0; white-space: pre; font-family: ui-monospace, Consolas, Menlo, 'Liberation Mono', 'DejaVu Sans Mono', 'Noto Sans SC Variable', monospace; }
/* --- What the secretariat reads --- */
.page-head { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; align-items: baseline; }
.exports { margin: 0; font-size: .875rem; color: var(--quiet); }
.exports a { padding: .25rem .375rem; }
.rows .choose { width: 2.25rem; }
.rows .choose .form-check-input { width: 1.25rem; height: 1.25rem; border-color: #6b7580; }
.several { position: sticky; bottom: 0; z-index: 4; margin: 0; padding: .375rem .75rem; background: #fff; border: 1px solid var(--line); border-top: 0; }
.facts.wide-labels { grid-template-columns: 11em 1fr; margin-bottom: 1rem; }
.chart { margin: 0; max-width: 40rem; }
.chart svg { display: block; width: 100%; height: auto; }
.chart .grid { stroke: var(--line); stroke-width: .75; }
.chart text { font-family: var(--tblr-font-sans-serif); font-size: 10.5px; fill: #1c2430; }
.chart .axis-label { fill: var(--quiet); }
@media (max-width: 30rem) { .chart text { font-size: 14px; } }
.part-on-time { fill: #2b8a57; }
.part-rest { fill: #fff; stroke: #838d99; stroke-width: .75; }
.part-late { fill: url(#part-late); stroke: #7a4500; stroke-width: .5; }
.part-late-ground { fill: #f2c14e; }
.part-late-mark { stroke: #7a4500; stroke-width: 1; }
.part-silent { fill: url(#part-silent); stroke: #7d1414; stroke-width: .5; }
.part-silent-ground { fill: #a61b1b; }
.part-silent-mark { fill: #fdeaea; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: .5rem 0; padding: 0; font-size: .875rem; }
.chart .swatch, .swatch { display: inline-block; width: .875rem; height: .875rem; vertical-align: -.0625rem; }
.share-bar { display: block; width: 9rem; height: .875rem; }
.definitions { position: absolute; width: 0; height: 0; }
.ledger.upcoming td:nth-child(3) { white-space: normal; }
.upcoming .example { display: block; }
.mail-frame { width: 100%; height: 32rem; border: 1px solid var(--line); border-radius: 6px; background: #fff; }
.mail-text { white-space: pre-wrap; font-size: .9375rem; margin: 0; padding: 0; font-family: inherit; color: inherit; background: none; }
.share { color: var(--quiet); font-size: .875rem; display: inline-block; min-width: 2.75rem; }
@media (max-width: 40rem) {
  .filters > div { flex: 1 1 calc(50% - .75rem); min-width: 0; }
  .filters .form-select, .filters .form-control { width: 100%; min-width: 0; max-width: none; }
}
.demo-banner { margin: 0; padding: .375rem 1rem; background: #fff3cd; color: #5c3d00; border-bottom: 1px solid #d9b44a; text-align: center; font-size: .875rem; }
@media print {
  body { background: #fff; font-size: 11pt; }
  .no-print, .buttons, .btn, button, .how-counted > summary, .filters, .pager { display: none !important; }
  details.more:not([open]) { display: none; }
  .table-wrap { overflow: visible; }
  .duties, .sheet, .rows { border-color: #000; }
  .duties { overflow: visible; }
  .duties > li, .sheet, .rows tr { break-inside: avoid; }
  .rows { font-size: 9pt; }
  .rows th, .rows td { padding: .25rem .375rem; }
  .rows.stacked .standing { white-space: normal; }
  .rows .choose { display: none; }
  .axis p { position: static; box-shadow: none; border: 0; }
  .pack .sheet { border: 0; border-top: 1px solid #000; border-radius: 0; padding: .5rem 0; }
  a { color: inherit !important; text-decoration: none !important; }
}
`;
