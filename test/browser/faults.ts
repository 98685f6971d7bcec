import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What would keep somebody from using a page: axe's serious findings, and a page wider than the screen. */
export async function faultsOf(page: Page, url: string): Promise<string[]> {
  return [...(await misfitsOf(page, url)), ...(await barriersOn(page))];
}

/** Whether a page opens, has one heading, and is no wider than the screen. */
export async function misfitsOf(page: Page, url: string): Promise<string[]> {
  const response = await page.goto(url);
  const faults: string[] = [];
  if (response?.status() !== 200) faults.push(`answered ${response?.status() ?? 'nothing'}`);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (wide > 0) faults.push(`is ${wide} px wider than the screen: ${await widestOn(page)}`);
  if ((await page.locator('h1').count()) !== 1) faults.push('has not exactly one h1');
  return faults;
}

/** The innermost element that reaches beyond the screen. */
function widestOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const beyond = [...document.querySelectorAll('main *, header *')].filter(
      (element) => element.getBoundingClientRect().right > document.documentElement.clientWidth,
    );
    return beyond.at(-1)?.outerHTML.slice(0, 160) ?? '';
  });
}

/** What axe finds serious on the page that is open. */
async function barriersOn(page: Page): Promise<string[]> {
  const faults: string[] = [];
  // Handed to the page by the browser itself, which the page's policy on scripts does not concern.
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa'] })`,
  );
  for (const { id, impact, nodes } of violations) {
    if (impact !== 'serious' && impact !== 'critical') continue;
    faults.push(`${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`);
  }
  return faults;
}
