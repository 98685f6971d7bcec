import type { Agency } from '#agencies';
import type { IssueRequest } from '#notices';
import type { Dice } from './dice.js';

const PROJECTS = [
  ['厂房扩建', '未经批准在现有厂区外扩建厂房。'],
  ['堆场硬化', '将耕地平整硬化，作材料堆场。'],
  ['养殖棚改建仓库', '设施农用地上的养殖棚改作仓库。'],
  ['看护房超面积建设', '看护房建筑面积超过备案面积。'],
  ['砂石码头', '临河占地堆放砂石，浇筑作业平台。'],
  ['停车场', '占用农用地铺设停车场。'],
  ['农家乐餐厅', '在承包地上搭建餐厅和观景台。'],
  ['水产品加工车间', '未办理用地手续即开工建设加工车间。'],
  ['光伏支架', '在耕地上安装光伏支架和箱变。'],
  ['活动板房', '在田间搭建活动板房作工人宿舍。'],
  ['村民住宅', '超出批准面积翻建住宅。'],
  ['道路拓宽', '拓宽厂区道路，占用相邻耕地。'],
] as const;
const SURNAMES = '陆施沈顾黄徐倪龚蔡茅樊汤姜宋袁杨'.split('');
const GIVEN = ['建华', '卫东', '玉兰', '志强', '国庆', '海燕', '永明', '雪芳', '春雷', '喆'];
const TRADES = ['水产', '建材', '纺织', '机电', '农业发展', '物流', '电动工具', '海工装备'];
const NAMES = ['恒润', '东海', '金滩', '嘉禾', '华圩', '通源', '久丰', '瑞港', '垦禾', '江海'];
const VILLAGES = ['新港村', '河口村', '三甲村', '秦潭村', '十总村', '兆民村', '如意村', '海界村'];
const STAGES = [
  'materials',
  'ground-broken',
  'foundation',
  'foundation',
  'walls',
  'roofed',
  'completed',
] as const;
const SOURCES = [
  'patrol',
  'patrol',
  'patrol',
  'satellite-inspection',
  'public-report',
  'superior-assignment',
] as const;
const HOUR_MS = 3_600_000;

/** Square metres with two decimals. */
const metres = (value: number) => Math.round(value * 100) / 100;

/** An invented case in the town of a land office, found some hours ago. Nobody in it exists. */
export function inventedCase(dice: Dice, office: Agency, now: Date, serial: number): IssueRequest {
  const [project, description] = dice.of(PROJECTS);
  const house = project === '村民住宅';
  const person = `${dice.of(SURNAMES)}${dice.of(GIVEN)}`;
  const company = `启东${dice.of(NAMES)}${dice.of(TRADES)}有限公司`;
  const total = metres(house ? 90 + dice.next() * 160 : 180 + dice.next() ** 2 * 9000);
  const arable = dice.happens(0.7) ? metres(total * (0.3 + dice.next() * 0.7)) : 0;
  const foundHoursAgo = dice.between(3, 30);
  // One in eight comes late: the office's own day has passed before it copies anybody.
  const failedHoursAgo = dice.happens(0.12) ? foundHoursAgo + 30 : dice.between(1, 2);
  const ago = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString();
  return {
    kind: 'copy-notice',
    attachments: [],
    leaveOut: [],
    facts: {
      project,
      description,
      party: {
        name: house || dice.happens(0.4) ? person : company,
        kind: house ? 'person' : dice.happens(0.5) ? 'person' : 'organisation',
      },
      place: {
        code: office.town ?? '',
        text: `${office.nameZh.replace(/^启东市自然资源局|国土所$/g, '')}${dice.of(VILLAGES)}${dice.between(1, 38)}组`,
      },
      area: {
        total,
        arable,
        permanentBasicFarmland: dice.happens(0.25) ? metres(arable * 0.5) : 0,
      },
      stage: dice.of(STAGES),
      source: dice.of(SOURCES),
      severity: dice.happens(0.12) ? 'major' : 'ordinary',
      villagersHouse: house,
      plotNumber: `WP2026-${String(serial).padStart(4, '0')}`,
      discoveredAt: ago(Math.max(foundHoursAgo, failedHoursAgo) + 1),
      stopFailedAt: ago(failedHoursAgo),
      contact: { name: `${dice.of(SURNAMES)}所长`, phone: '0513-00000181' },
    },
  };
}
