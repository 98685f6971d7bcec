import type { Extent } from '#agencies';

export interface Point {
  /** Degrees east and north, CGCS2000. */
  longitude: number;
  latitude: number;
}

export type ReadPoint = { point: Point } | { problem: string; en: string };

/** One number of degrees: `121.6`, `121°36′00″`, `121度36分0秒`, `121:36:00`. */
const DEGREES =
  /(-?\d+(?:\.\d+)?)\s*(?:[°度]\s*(?:(\d+(?:\.\d+)?)\s*['分]\s*(?:(\d+(?:\.\d+)?)(?![\d.])\s*(?:["秒]|(?!\s*[°度])))?)?|:\s*(\d+(?:\.\d+)?)(?:\s*:\s*(\d+(?:\.\d+)?))?)?/g;

const EAST = /东经|经度|longitude|lon|lng|\be\b|e(?=\s*\d)|(?<=[\d"'°度分秒])\s*e/i;
const NORTH = /北纬|纬度|latitude|lat|\bn\b|n(?=\s*\d)|(?<=[\d"'°度分秒])\s*n/i;

/** China with its sea; beyond it a point was surely mistyped. */
const CHINA: Extent = { west: 73, east: 136, south: 3, north: 54 };

const within = ({ west, east, south, north }: Extent, { longitude, latitude }: Point) =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

/** Full-width digits and signs as they come out of a Chinese input method, and typographic primes. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[′’‘ʹ`´]/g, "'")
    .replace(/[″”“ʺ]|''/g, '"')
    .replace(/º|˚/g, '°')
    .replace(/[，、；;|/()[\]]/g, ' , ')
    .trim();
}

/**
 * Reads a point as people type or paste it: decimal degrees in either order, degrees with minutes and
 * seconds, with or without 东经/北纬 or E/N. Unmarked numbers are put in the order that makes sense: the
 * one within the city, else the one within China.
 *
 * @param extent within what the city lies; null where the directory does not say
 */
export function readPoint(text: string, extent: Extent | null): ReadPoint {
  const typed = plain(text);
  const found = [...typed.matchAll(DEGREES)].map((match) => ({
    value: degreesOf(match),
    at: match.index,
    end: match.index + match[0].length,
  }));
  const [first, second] = found;
  if (!first || !second || found.length > 2) {
    return {
      problem: '请填写经度和纬度两个数，如 121.6, 32.05 或 东经121°36′00″ 北纬32°03′00″',
      en: 'Give longitude and latitude, e.g. 121.6, 32.05 or 121°36′00″E 32°03′00″N',
    };
  }
  if (Number.isNaN(first.value) || Number.isNaN(second.value)) {
    return { problem: '分和秒应小于60', en: 'Minutes and seconds are below 60' };
  }
  if (Math.abs(first.value) > 1000 || Math.abs(second.value) > 1000) {
    return {
      problem: '这是平面直角坐标（米）。请换算成经纬度（CGCS2000）再填',
      en: 'These are plane coordinates in metres. Convert them to longitude and latitude (CGCS2000)',
    };
  }
  const [one, other] = [round(first.value), round(second.value)];
  const asTyped = { longitude: one, latitude: other };
  const turned = { longitude: other, latitude: one };
  const marked = orderOf(typed, first, second);
  if (marked) return plausible(marked === 'as-typed' ? asTyped : turned);
  const city = extent ?? CHINA;
  const point = [city, CHINA]
    .flatMap((area) => [asTyped, turned].filter((candidate) => within(area, candidate)))
    .at(0);
  return plausible(point ?? asTyped);
}

/** Whether the first number is the longitude, where the words around the numbers say so. */
function orderOf(
  text: string,
  first: { at: number; end: number },
  second: { at: number; end: number },
): 'as-typed' | 'turned' | null {
  const between = text.slice(first.end, second.at);
  // `121.6°E 32.05°N` marks behind the number, `东经121.6 北纬32.05` before it.
  const before = text.slice(0, first.at);
  const isBefore = EAST.test(`${before}1`) || NORTH.test(`${before}1`);
  const [ofFirst, ofSecond] = isBefore
    ? [`${before}1`, `${between}1`]
    : [`1${between}`, `1${text.slice(second.end)}`];
  if (EAST.test(ofFirst) || NORTH.test(ofSecond)) return 'as-typed';
  if (NORTH.test(ofFirst) || EAST.test(ofSecond)) return 'turned';
  return null;
}

function plausible(point: Point): ReadPoint {
  if (within(CHINA, point)) return { point };
  return {
    problem: `经纬度应在我国范围内；读到的是经度${point.longitude}、纬度${point.latitude}`,
    en: `This is not in China: longitude ${point.longitude}, latitude ${point.latitude}`,
  };
}

/** NaN where minutes or seconds are no such. */
function degreesOf([, whole = '', minutes, seconds, colonMinutes, colonSeconds]: RegExpMatchArray) {
  const [m, s] = [Number(minutes ?? colonMinutes ?? 0), Number(seconds ?? colonSeconds ?? 0)];
  return m >= 60 || s >= 60 ? Number.NaN : Number(whole) + m / 60 + s / 3600;
}

/** Nine decimals, as the API takes them. */
const round = (degrees: number) => Number(degrees.toFixed(9));

/** `东经121°36′00.0″，北纬32°03′00.0″`, and the same in English. */
export function pointInWords({ longitude, latitude }: Point): { zh: string; en: string } {
  const [east, north] = [sexagesimal(longitude), sexagesimal(latitude)];
  return { zh: `东经${east}，北纬${north}`, en: `${east} E, ${north} N` };
}

function sexagesimal(degrees: number): string {
  const tenths = Math.round(degrees * 36_000);
  const pad = (value: number) => String(value).padStart(2, '0');
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, '0');
  return `${Math.floor(tenths / 36_000)}°${pad(Math.floor((tenths % 36_000) / 600))}′${seconds}″`;
}
