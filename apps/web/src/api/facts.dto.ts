import {
  type Area,
  type Facts,
  type Party,
  type Place,
  SEVERITIES,
  type Severity,
  type Source,
  SOURCES,
  type Stage,
  STAGES,
} from '#notices';
import {
  ChoiceField,
  CodeField,
  FlagField,
  InstantField,
  NumberField,
  ObjectField,
  RingField,
  TextField,
} from './fields.js';

export class PointDto {
  @NumberField({
    description: 'Degrees east, CGCS2000 (EPSG:4490)',
    example: 121.6,
    min: -180,
    max: 180,
    decimals: 9,
  })
  longitude: number;

  @NumberField({
    description: 'Degrees north, CGCS2000 (EPSG:4490)',
    example: 32.05,
    min: -90,
    max: 90,
    decimals: 9,
  })
  latitude: number;
}

export class PlaceDto implements Place {
  @CodeField({
    description: '12-digit code of the village, or 9-digit code of the town',
    example: '320681110',
    pattern: /^\d{9}(\d{3})?$/,
    right: {
      zh: '应为12位村级或9位镇级区划代码',
      en: 'A region code: 12 digits of a village, or 9 of a town',
    },
  })
  code: string;

  @TextField({ description: 'The place in words', example: '吕四港镇三甲村12组', max: 300 })
  text: string;

  @ObjectField(() => PointDto, { description: 'A point inside the parcel', required: false })
  point?: PointDto;

  @RingField({
    description: 'Outer ring of the parcel, CGCS2000; the first position is repeated at the end',
    example: [
      [121.6, 32.05],
      [121.601, 32.05],
      [121.601, 32.051],
      [121.6, 32.05],
    ],
    max: 2000,
    required: false,
  })
  polygon?: [number, number][];
}

const SQUARE_METRES = { min: 0, max: 1_000_000_000, decimals: 2 };

/** Square metres with two decimals; 亩 = m² × 0.0015. */
export class AreaDto implements Area {
  @NumberField({ description: '占地面积, m²', example: 2133.33, ...SQUARE_METRES })
  total: number;

  @NumberField({ description: '其中耕地, m²', example: 1200, ...SQUARE_METRES })
  arable: number;

  @NumberField({ description: '其中永久基本农田, m²', example: 0, ...SQUARE_METRES })
  permanentBasicFarmland: number;
}

const PHONE = {
  description: 'Telephone',
  pattern: /^\+?[\d() -]{5,30}$/,
  right: { zh: '应为电话号码', en: 'A telephone number' },
};

export class PartyDto implements Party {
  @TextField({ description: '当事人', example: '某某水产有限公司', max: 200 })
  name: string;

  @ChoiceField({ description: '自然人或单位', of: ['person', 'organisation'] })
  kind: 'person' | 'organisation';

  @CodeField({ ...PHONE, example: '13800000000', required: false })
  phone?: string;

  @TextField({
    description: '证件号码 or unified social credit code',
    example: '91320681MA00000000',
    max: 40,
    required: false,
  })
  idNumber?: string;

  @TextField({ description: 'Address', example: '吕四港镇海鲜路1号', max: 300, required: false })
  address?: string;
}

export class ContactDto {
  @TextField({ description: '联系人 at the land office', example: '李所长', max: 100 })
  name: string;

  @CodeField({ ...PHONE, example: '0513-83000001' })
  phone: string;
}

/** What the issuer states of a case. */
export class FactsDto implements Facts {
  @TextField({ description: '建设项目', example: '厂房扩建', max: 200 })
  project: string;

  @TextField({
    description: '具体违法情况',
    example: '未经批准扩建厂房，已浇筑地基。',
    max: 5000,
    required: false,
  })
  description?: string;

  @ObjectField(() => PartyDto, { description: '当事人, where known', required: false })
  party?: PartyDto;

  @ObjectField(() => PlaceDto, { description: '占地位置' })
  place: PlaceDto;

  @ObjectField(() => AreaDto, { description: '占地面积' })
  area: AreaDto;

  @ChoiceField({
    description: '建设情况: stage of the building',
    of: STAGES,
    example: 'foundation',
  })
  stage: Stage;

  @ChoiceField({
    description: '信息来源: 巡查, 卫片检查, 群众举报, 上级交办',
    of: SOURCES,
    example: 'patrol',
  })
  source: Source;

  @ChoiceField({
    description: '`major`: 重大违法',
    of: SEVERITIES,
    default: 'ordinary',
    required: false,
  })
  severity: Severity = 'ordinary';

  @FlagField({
    description: "农村居民违法建住房: a villager's house",
    example: false,
    default: false,
    required: false,
  })
  villagersHouse = false;

  @TextField({ description: '图斑编号', example: '3206812026000123', max: 60, required: false })
  plotNumber?: string;

  @InstantField({ description: '发现时间', example: '2026-09-29T08:00:00+08:00' })
  discoveredAt: string;

  @InstantField({
    description: "制止无效的时间: starts the land office's own one-day duty",
    example: '2026-09-29T09:00:00+08:00',
    required: false,
  })
  stopFailedAt?: string;

  @ObjectField(() => ContactDto, { description: '联系人' })
  contact: ContactDto;
}
