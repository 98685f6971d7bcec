import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface AxeResult {
  violations: { id: string; impact: string | null; nodes: { target: string[]; html: string }[] }[];
}

/** What would keep somebody from using a page: axe's serious findings, and a page wider than the screen. */
export async function faultsOf(page: Page, url: string): Promise<string[]> {
  const response = await page.goto(url);
  const faults: string[] = [];
  if (response?.status() !== 200) faults.push(`answered ${response?.status() ?? 'nothing'}`);
  const wide = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (wide > 0) faults.push(`is ${wide} px wider than the screen`);
  if ((await page.locator('h1').count()) !== 1) faults.push('has not exactly one h1');
  // Handed to the page by the browser itself, which the page's policy on scripts does not concern.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResult>('axe.run(document)');
  for (const { id, impact, nodes } of violations) {
    if (impact !== 'serious' && impact !== 'critical') continue;
    faults.push(`${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`);
  }
  return faults;
}
