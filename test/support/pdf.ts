import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A piece of text where it stands: points from the lower left corner of the page, baseline. */
export interface Placed {
  text: string;
  x: number;
  y: number;
  width: number;
  /** Size of the type, points. */
  size: number;
  font: string;
}

export interface Page {
  /** Points. */
  width: number;
  height: number;
  items: Placed[];
}

/** Reads the pages of a PDF with a library that had no part in making it. */
export async function pagesOf(pdf: Buffer): Promise<Page[]> {
  const task = getDocument({ data: new Uint8Array(pdf), useSystemFonts: false, verbosity: 0 });
  const document = await task.promise;
  const pages: Page[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const [, , width = 0, height = 0] = page.view;
    const content = await page.getTextContent();
    const items = content.items.flatMap((item) => {
      if (!('str' in item) || item.str.trim() === '') return [];
      const [, , skew, size, x, y] = item.transform as number[];
      const placed = { text: item.str, x: x ?? 0, y: y ?? 0, width: item.width };
      return [{ ...placed, size: Math.hypot(skew ?? 0, size ?? 0), font: item.fontName }];
    });
    pages.push({ width, height, items });
  }
  await task.destroy();
  return pages;
}

/** All its text without white space, as a search would find it. */
export async function textOf(pdf: Buffer): Promise<string> {
  const pages = await pagesOf(pdf);
  return pages
    .flatMap(({ items }) => items.map(({ text }) => text))
    .join('')
    .replace(/\s+/g, '');
}
