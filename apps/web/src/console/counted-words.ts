import type { PageContext } from '../views/context.js';

/** A number of a list, or that there are more than is worth counting: `1000+`. */
export function countedWords(count: number, most: number, { language }: PageContext): string {
  const shown = Math.min(count, most).toLocaleString(language === 'zh' ? 'zh-CN' : 'en');
  return count > most ? `${shown}+` : shown;
}
