import type { Extent } from '#agencies';
import { localDateOf } from '#calendar';
import type { FieldProblem } from '#platform';
import type { FactKey, Kind } from '#rulebook';
import type { Area, Facts, Place } from './facts.js';
import { crossesItself, isFlat } from './ring.rules.js';
import { fullDate } from './words.js';

const within = (extent: Extent, longitude: number, latitude: number) =>
  longitude >= extent.west &&
  longitude <= extent.east &&
  latitude >= extent.south &&
  latitude <= extent.north;

/**
 * What cannot be true of a case, field by field, with what would be right. Shapes and formats have been
 * checked before; this looks at values beside each other, at the clock and at what the kind demands.
 *
 * @param extent within what the city lies; null where the directory does not say
 */
export function checkFacts(
  facts: Facts,
  kind: Kind,
  town: string | null,
  extent: Extent | null,
  now: Date,
): FieldProblem[] {
  return [
    ...checkRequired(facts, kind.requiredFacts),
    ...checkClock(facts, now),
    ...checkOrder(facts),
    ...(concernsLand(facts, kind) ? checkArea(facts.area) : []),
    ...checkPlace(facts.place, town, extent),
  ];
}

/** Facts as far as they are known: whatever is missing, or no number or instant, is wrong elsewhere. */
interface PartialFacts {
  discoveredAt?: string | undefined;
  stopFailedAt?: string | undefined;
  area: { [part in keyof Area]?: number | undefined };
  place: Pick<Place, 'point'>;
}

/**
 * What cannot be true in facts that are not whole yet: a form with other faults says it along with them.
 */
export function checkContradictions(
  facts: PartialFacts,
  kind: Kind,
  { extent, now }: { extent: Extent | null; now: Date },
): FieldProblem[] {
  const {
    total = Number.NaN,
    arable = Number.NaN,
    permanentBasicFarmland = Number.NaN,
  } = facts.area;
  const area = { total, arable, permanentBasicFarmland };
  return [
    ...checkClock(facts, now),
    ...checkOrder(facts),
    ...(concernsLand({ area }, kind) ? checkArea(area) : []),
    ...checkPoint(facts.place, extent),
  ];
}

/** What a meeting assigns need not be about a parcel: then the area is 0, and no kind asks for one. */
function concernsLand({ area }: Pick<Facts, 'area'>, { requiredFacts }: Kind): boolean {
  return requiredFacts.includes('area') || area.total !== 0;
}

function checkRequired(facts: Facts, required: FactKey[]): FieldProblem[] {
  return required
    .filter((key) => facts[key] === undefined)
    .map((key) => ({
      field: `facts.${key}`,
      problem: '此类文书须填写本项',
      en: 'This kind of notice needs it',
    }));
}

type Instants = Pick<PartialFacts, 'discoveredAt' | 'stopFailedAt'>;

function checkClock({ discoveredAt, stopFailedAt }: Instants, now: Date): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (discoveredAt !== undefined && new Date(discoveredAt) > now) {
    problems.push({
      field: 'facts.discoveredAt',
      problem: '发现时间不能晚于现在',
      en: 'The discovery cannot lie in the future',
    });
  }
  if (stopFailedAt !== undefined && new Date(stopFailedAt) > now) {
    problems.push({
      field: 'facts.stopFailedAt',
      problem: '制止无效的时间不能晚于现在',
      en: 'The failed attempt to stop it cannot lie in the future',
    });
  }
  return problems;
}

function checkOrder(facts: Instants): FieldProblem[] {
  const { discoveredAt = '', stopFailedAt = '' } = facts;
  const discovered = new Date(discoveredAt);
  if (!(new Date(stopFailedAt) < discovered)) return [];
  return [
    {
      field: 'facts.stopFailedAt',
      problem: `制止无效的时间不能早于发现时间（${fullDate(localDateOf(discovered))}）`,
      en: `Not before the discovery (${localDateOf(discovered)})`,
    },
  ];
}

function checkArea(area: Area): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (area.total <= 0)
    problems.push({
      field: 'facts.area.total',
      problem: '总面积须大于0（平方米）',
      en: 'The total area is more than 0 m²',
    });
  if (area.arable > area.total) {
    problems.push({
      field: 'facts.area.arable',
      problem: `耕地面积不能大于总面积（${area.total}平方米）`,
      en: `Not more than the total area (${area.total} m²)`,
    });
  }
  if (area.permanentBasicFarmland > area.arable) {
    problems.push({
      field: 'facts.area.permanentBasicFarmland',
      problem: `永久基本农田面积不能大于耕地面积（${area.arable}平方米）`,
      en: `Not more than the arable area (${area.arable} m²)`,
    });
  }
  return problems;
}

function checkPoint({ point }: Pick<Place, 'point'>, extent: Extent | null): FieldProblem[] {
  if (!point || !extent || within(extent, point.longitude, point.latitude)) return [];
  const { west, east, south, north } = extent;
  return [
    {
      field: 'facts.place.point',
      problem: `坐标不在本市范围内（东经${west}–${east}°，北纬${south}–${north}°，CGCS2000）`,
      en: `Outside the city (${west}–${east}° E, ${south}–${north}° N, CGCS2000)`,
    },
  ];
}

function checkPlace(place: Place, town: string | null, extent: Extent | null): FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (town !== null && !place.code.startsWith(town)) {
    problems.push({
      field: 'facts.place.code',
      problem: `区划代码须以所在镇（园区）的代码${town}开头`,
      en: `The code begins with that of the town, ${town}`,
    });
  }
  problems.push(...checkPoint(place, extent));
  if (place.polygon) {
    const [first, last] = [place.polygon[0], place.polygon.at(-1)];
    const closed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
    if (place.polygon.length < 4 || !closed) {
      problems.push({
        field: 'facts.place.polygon',
        problem: '多边形至少四点，且首尾相同',
        en: 'A polygon has four points or more, and ends where it begins',
      });
    } else if (isFlat(place.polygon)) {
      problems.push({
        field: 'facts.place.polygon',
        problem: '多边形各顶点在同一处或同一直线上，围不成地块',
        en: 'All corners lie in one place or on one line: they enclose nothing',
      });
    } else if (crossesItself(place.polygon)) {
      problems.push({
        field: 'facts.place.polygon',
        problem: '多边形的边互相交叉，请按顺序填写各顶点',
        en: 'Sides of the polygon cross: give its corners in their order',
      });
    } else if (extent && !place.polygon.every((point) => within(extent, ...point))) {
      problems.push({
        field: 'facts.place.polygon',
        problem: '多边形有顶点不在本市范围内',
        en: 'A corner of the polygon lies outside the city',
      });
    }
  }
  return problems;
}
