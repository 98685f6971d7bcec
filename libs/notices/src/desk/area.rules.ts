/** 1 亩 = 2000/3 m². */
const MU_PER_SQUARE_METRE = 0.0015;

export const AREA_UNITS = ['m2', 'mu'] as const;
export type AreaUnit = (typeof AREA_UNITS)[number];

/**
 * Square metres with two decimals of what was typed; null where it is no number.
 *
 * @example squareMetresOf('3.2', 'mu') // 2133.33
 */
export function squareMetresOf(typed: string, unit: AreaUnit): number | null {
  const text = typed.normalize('NFKC').replace(/[,\s]/g, '');
  if (!/^\d+(\.\d+)?$/.test(text)) return null;
  const value = Number(text);
  return Number((unit === 'mu' ? value / MU_PER_SQUARE_METRE : value).toFixed(2));
}
