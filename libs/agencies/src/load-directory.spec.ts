import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DirectoryError, loadDirectory, parseDirectory } from './load-directory.js';

const FIXTURES = 'test/fixtures/rulebooks';

describe("Qidong's directory", () => {
  const { extent, regions, agencies } = loadDirectory('rulebooks/qidong-directory.yaml');

  it('says within what the city lies', () => {
    expect(extent).toEqual({ west: 121.4, east: 121.95, south: 31.6, north: 32.27 });
  });

  it('lists the 9 towns and 9 parks by their codes', () => {
    expect(regions.map(({ code, name }) => `${code} ${name.zh}`)).toEqual([
      '320681100 汇龙镇',
      '320681101 北新镇',
      '320681102 惠萍镇',
      '320681103 东海镇',
      '320681106 南阳镇',
      '320681107 海复镇',
      '320681108 合作镇',
      '320681109 王鲍镇',
      '320681110 吕四港镇',
      '320681400 启东经济开发区',
      '320681401 启东滨海工业园',
      '320681402 启东生命健康产业园',
      '320681403 江苏吕四海洋经济开发区',
      '320681404 启隆生态科技产业园',
      '320681405 启东海工船舶工业园',
      '320681406 启东江海产业园',
      '320681407 圆陀角旅游度假区',
      '320681408 启东生命健康科技园',
    ]);
  });

  it('has a unit of each town role in each town, but no water unit in 启隆', () => {
    const roles = [
      'land-office',
      'government',
      'discipline',
      'police',
      'planning',
      'enforcement',
      'power',
      'water',
      'agriculture',
    ];
    const without = regions.flatMap(({ code }) =>
      roles
        .filter(
          (role) =>
            !agencies.some((one) => one.level === 'town' && one.town === code && one.role === role),
        )
        .map((role) => `${code} ${role}`),
    );
    expect(without).toEqual(['320681404 water']);
  });

  it('has one unit of each role of the city, and the superior', () => {
    const roles = agencies.filter(({ town }) => town === null).map(({ role }) => role);
    expect(roles).toEqual([
      'bureau',
      'government',
      'secretariat',
      'discipline',
      'police',
      'planning',
      'enforcement',
      'power',
      'water',
      'agriculture',
      'reform',
      'court',
      'procuratorate',
      'appointing-organ',
      'superior-bureau',
    ]);
  });

  it('names, for every agency, whom notices and whom escalations reach', () => {
    for (const { code, contacts } of agencies) {
      const receives = contacts.map((contact) => `${contact.post}: ${contact.receives.join(' ')}`);
      expect([code, receives]).toEqual([
        code,
        ['officer: service reminders', 'principal: escalation'],
      ]);
    }
  });

  it('gives the land office of 吕四港 the base 启自然资吕', () => {
    const office = agencies.find(({ code }) => code === 'lvsi-land-office');
    expect(office).toMatchObject({
      name: { zh: '启东市自然资源局吕四港国土所' },
      town: '320681110',
      word: '启自然资吕',
    });
  });
});

describe('a directory with a fault', () => {
  it.each([
    ['code-twice', 11, 'agencies[1].code', 'a code of its own'],
    ['word-twice', 19, 'agencies[1].word', 'a 机关代字 of its own'],
    ['unknown-role', 8, 'agencies[0].role', 'one of: land-office, bureau'],
    ['unknown-town', 9, 'agencies[0].town', 'the code of one of regions'],
    ['town-missing', 4, 'agencies[0].town', 'add town'],
    ['town-of-city', 9, 'agencies[0].town', 'remove town'],
    ['real-address', 10, 'agencies[0].contacts[0].email', 'use a reserved domain'],
    ['no-service-contact', 10, 'agencies[0].contacts', 'add service to receives'],
    ['region-twice', 4, 'regions[1].code', 'remove one of the two'],
    ['code-unquoted', 3, 'regions[0].code', 'a number that is a name needs quotes'],
    ['extent-turned', 2, 'extent.north', 'the larger of the two as north'],
    ['extent-in-metres', 6, 'extent.north', 'degrees between 3 and 54'],
  ])('%s: says line, key and remedy', (name, line, key, remedy) => {
    const file = `${FIXTURES}/directory-${name}.yaml`;
    expect(faultsOf(file)).toEqual([
      { file, line, key, problem: expect.any(String), remedy: expect.stringContaining(remedy) },
    ]);
  });

  it('prints every fault in its message', () => {
    const text = readFileSync(`${FIXTURES}/directory-code-twice.yaml`, 'utf8');
    expect(() => parseDirectory(text.replaceAll('a.example', 'city.gov.cn'), 'mine.yaml')).toThrow(
      /mine\.yaml:10: agencies\[0\]\.contacts\[0\]\.email: city\.gov\.cn may be[^]+mine\.yaml:11: agencies\[1\]\.code: 甲所 has the code a already[^]+→ give each/,
    );
  });

  it('accepts real addresses only where the operator says so', () => {
    const file = `${FIXTURES}/directory-real-address.yaml`;
    expect(loadDirectory(file, { realAddresses: true }).agencies).toHaveLength(1);
  });
});

function faultsOf(file: string) {
  try {
    loadDirectory(file);
  } catch (error) {
    if (error instanceof DirectoryError) return error.faults;
    throw error;
  }
  return [];
}
