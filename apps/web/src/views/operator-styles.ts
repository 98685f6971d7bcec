/** What only the pages of directory, calendar and rulebook need beyond `own-styles.ts`. */
export const OPERATOR_STYLES = `
.tabs { display: flex; flex-wrap: wrap; gap: 0 .25rem; margin: .5rem 0 1rem; border-bottom: 1px solid var(--line); }
.tabs a { padding: .5rem .75rem; text-decoration: none; border-bottom: 3px solid transparent; margin-bottom: -1px; }
.tabs a:hover { text-decoration: underline; }
.tabs a[aria-current] { color: inherit; font-weight: 600; border-bottom-color: var(--blue); }
.rows .group th { background: #f1f3f6; color: inherit; font-weight: 600; font-size: .9375rem; }
.rows tr.off td { color: var(--quiet); }
.rows .contact { display: block; }
.rows .contact + .contact { margin-top: .25rem; }
@media (min-width: 64rem) { .rows .contact .subtle { display: inline; margin-left: .75rem; } }
.scrolls { overflow-x: auto !important; }
.matrix th[scope=row] { background: #fff; color: inherit; font-size: .9375rem; white-space: nowrap; }
.matrix thead th { overflow-wrap: normal; }
.matrix td { color: var(--tone); background: var(--ground); white-space: nowrap; font-size: .875rem; }
.gaps { padding-left: 1.25rem; }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; font-size: .875rem; }
.legend .day-mark { display: inline-block; min-width: 1.5rem; text-align: center; }
.months { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(17.5rem, 1fr)); }
.month { background: #fff; border: 1px solid var(--line); border-collapse: collapse; table-layout: fixed; width: 100%; align-self: start; font-variant-numeric: tabular-nums; }
.month caption { caption-side: top; font-weight: 600; color: inherit; padding: .25rem 0; text-align: left; }
.month th { font-size: .8125rem; font-weight: 600; color: var(--quiet); text-align: center; padding: .25rem 0; }
.month td { text-align: center; height: 2.5rem; padding: 0; border-top: 1px solid var(--line); white-space: nowrap; }
.month td[aria-current] { outline: 2px solid #1c2430; outline-offset: -2px; font-weight: 700; }
.month .provisional { font-style: italic; }
.day-mark { font-size: .75rem; margin-left: .125rem; }
.day-weekend { color: var(--grey); background: var(--grey-ground); }
.day-holiday { color: var(--red); background: var(--red-ground); font-weight: 600; }
.day-make-up-workday { color: var(--blue); background: var(--blue-ground); font-weight: 600; }
.legend > span { padding: .125rem .5rem; border-radius: 4px; border: 1px solid var(--line); }
.day-more { position: relative; }
.day-more summary { list-style: none; cursor: pointer; line-height: 2.5rem; }
.day-more summary::-webkit-details-marker { display: none; }
.day-more p { position: absolute; z-index: 5; left: 0; top: 2.5rem; width: 14rem; white-space: normal; text-align: left; margin: 0; padding: .5rem .75rem; background: #fff; color: #1c2430; border: 1px solid var(--line); border-radius: 4px; box-shadow: 0 4px 12px rgb(0 0 0 / 12%); font-size: .875rem; font-weight: 400; }
.day-more.left p { left: auto; right: 0; }
.count-form { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: end; }
.count-form .btn { margin-bottom: 1.125rem; }
.contents { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(15rem, 1fr)); }
.contents ul { list-style: none; padding: 0; margin: .25rem 0 0; }
.contents li { font-size: .9375rem; }
.contents li a { display: inline-block; padding: .125rem 0; }
.part { border-bottom: 2px solid var(--line); padding-bottom: .25rem; margin-top: 2rem; }
.rule h3 { margin-top: 0; }
.rule blockquote { border-left: 4px solid var(--line); margin: .5rem 0 1rem; padding: .25rem 0 .25rem 1rem; max-width: 40em; }
.rule cite { display: block; color: var(--quiet); font-size: .875rem; font-style: normal; }
.rule .table-wrap { margin-top: .75rem; }
.plain { list-style: none; margin: 0; padding: 0; }
.rungs { list-style: none; margin: 0; padding: 0; }
.rungs li { display: grid; grid-template-columns: 10rem 1fr; gap: .25rem .75rem; border-left: 2px solid var(--line); padding: 0 0 .5rem .875rem; }
.rungs .when { color: var(--quiet); }
.rungs.brief li { padding-bottom: .125rem; }
.rows .digest { max-width: 24rem; }
pre { white-space: pre-wrap; font-family: ui-monospace, Consolas, monospace; font-size: .875rem; }
.yaml textarea { min-height: 14rem; font-family: ui-monospace, Consolas, monospace; font-size: .875rem; }
.table-wrap + .slip-form, .table-wrap + .buttons { margin-top: .75rem; }
.contents .example { margin: 0; }
del { color: var(--quiet); }
ins { text-decoration: none; font-weight: 600; }
@media screen and (max-width: 47.99rem) {
  .rows.stacked tbody, .rows.stacked .group th { display: block; }
  .rows.stacked tr.group { padding: 0; }
  .rows.stacked td:empty { display: none; }
  .rows.stacked .digest { max-width: none; }
  .rows.stacked .text-nowrap { white-space: normal !important; }
  .matrix td, .matrix th { padding: .25rem .5rem; }
  .matrix th[scope=row] { position: sticky; left: 0; min-width: 6rem; max-width: 8rem; white-space: normal; }
}
@media screen and (max-width: 30rem) {
  .rungs li { grid-template-columns: 1fr; gap: 0; }
  .months { grid-template-columns: minmax(0, 1fr); }
}
@media print {
  .months { grid-template-columns: repeat(3, 1fr); gap: .5rem; }
  .month { break-inside: avoid; }
  .month td { height: 1.5rem; }
  .day-more summary { line-height: 1.5rem; }
  .day-more p { display: none; }
  .rule { border: 0; padding: 0; }
  .part { break-after: avoid; }
}
`;
