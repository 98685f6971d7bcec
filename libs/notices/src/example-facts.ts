import type { Facts } from './facts.js';

/** The case that the API's document, the printed curl line, the rehearsal, the bench and the tests tell. */
export const EXAMPLE_FACTS: Facts = {
  project: '厂房扩建',
  description: '未经批准扩建厂房，已浇筑地基。',
  party: { name: '某某水产有限公司', kind: 'organisation' },
  place: {
    code: '320681110',
    text: '吕四港镇三甲村12组',
    point: { longitude: 121.6, latitude: 32.05 },
  },
  area: { total: 2133.33, arable: 1200, permanentBasicFarmland: 0 },
  stage: 'foundation',
  source: 'patrol',
  severity: 'ordinary',
  villagersHouse: false,
  discoveredAt: '2026-09-29T08:00:00+08:00',
  stopFailedAt: '2026-09-29T09:00:00+08:00',
  contact: { name: '李所长', phone: '0513-83000001' },
};
