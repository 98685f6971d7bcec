import type { Region } from '#agencies';
import { STAGES } from '#notices';
import type { FieldProblem } from '#platform';
import { SOURCE_LABELS, STAGE_LABELS } from '../../views/labels.js';
import { beijingTime } from '../../views/beijing-time.js';
import type { Typed } from './fact-form.js';

export interface BatchColumn {
  /** Of the compose form: a sheet is many forms. */
  field: string;
  header: string;
  en: string;
  required: boolean;
  width: number;
  /** What may be written, for the sheet of explanations. */
  allowed: string;
  example: string | number;
  kind: 'text' | 'time' | 'choice';
  /** What is written, and what it means; offered as a list. */
  choices?: Record<string, string>;
}

const STAGE_CHOICES = Object.fromEntries(STAGES.map((stage) => [STAGE_LABELS[stage].zh, stage]));
const PARTY_CHOICES = { 单位: 'organisation', 自然人: 'person' };
const SEVERITY_CHOICES = { 一般: 'ordinary', 重大: 'major' };
const UNIT_CHOICES = { 平方米: 'm2', 亩: 'mu' };
const YES_NO_CHOICES = { 是: '1', 否: '' };
const SOURCE_CHOICES = Object.fromEntries(
  Object.entries(SOURCE_LABELS).map(([source, { zh }]) => [zh, source]),
);

/** Before the plot of the template's example: a row that keeps it was left in by mistake. */
export const EXAMPLE_MARK = '（示例）';

/** Of a row that names no other. */
const BATCH_SOURCE = 'satellite-inspection';
const BATCH_SOURCE_WORDS = SOURCE_LABELS[BATCH_SOURCE].zh;

export const TOWN_HEADER = '镇（园区）';

/** A head is recognised whatever its stars and blanks. */
export const bare = (header: string) => header.normalize('NFKC').replace(/[*\s]/g, '');

const column = (
  field: string,
  header: string,
  en: string,
  rest: Partial<BatchColumn> & Pick<BatchColumn, 'allowed' | 'example'>,
): BatchColumn => ({ field, header, en, required: false, width: 16, kind: 'text', ...rest });

/** In the order of the template. The town is asked only where the issuer is not of one: among `towns`. */
export function batchColumns(ofTown: boolean, towns: Region[]): BatchColumn[] {
  const time = { kind: 'time', width: 18 } as const;
  const must = { required: true } as const;
  const area = { ...must, allowed: '数字；没有填 0', width: 16 };
  return [
    column('plotNumber', '图斑编号', 'Plot', {
      ...must,
      allowed: '每行一个，不重复',
      example: `${EXAMPLE_MARK}3206812026000123`,
      width: 20,
    }),
    ...(ofTown
      ? []
      : [
          column('town', TOWN_HEADER, 'Town', {
            ...must,
            kind: 'choice',
            choices: Object.fromEntries(towns.map(({ code, nameZh }) => [nameZh, code])),
            allowed: '从列表中选，也可填9位代码',
            example: towns[0]?.nameZh ?? '',
          }),
        ]),
    column('placeText', '占地位置', 'Place', {
      ...must,
      allowed: '文字',
      example: '吕四港镇三甲村12组',
      width: 28,
    }),
    column('placeCode', '村级代码', 'Village', { allowed: '12位；可不填', example: '' }),
    column('point', '坐标', 'Coordinates', {
      allowed: '经度, 纬度，或度分秒；CGCS2000；可不填',
      example: '121.6, 32.05',
      width: 22,
    }),
    column('source', '信息来源', 'Source', {
      kind: 'choice',
      choices: SOURCE_CHOICES,
      allowed: `${Object.keys(SOURCE_CHOICES).join('、')}；不填为${BATCH_SOURCE_WORDS}`,
      example: BATCH_SOURCE_WORDS,
    }),
    column('project', '建设项目', 'Project', {
      ...must,
      allowed: '文字',
      example: '厂房扩建',
      width: 20,
    }),
    column('stage', '建设情况', 'Stage', {
      ...must,
      kind: 'choice',
      choices: STAGE_CHOICES,
      allowed: Object.keys(STAGE_CHOICES).join('、'),
      example: '基础施工',
    }),
    column('description', '违法情况', 'What is wrong', {
      allowed: '文字；可不填',
      example: '未经批准扩建厂房，已浇筑地基。',
      width: 30,
    }),
    column('areaTotal', '占地面积', 'Area', { ...area, allowed: '数字', example: 2133.33 }),
    column('areaArable', '其中耕地', 'Arable', { ...area, example: 1200 }),
    column('areaBasic', '其中永久基本农田', 'Basic farmland', { ...area, example: 0 }),
    column('areaUnit', '面积单位', 'Unit', {
      kind: 'choice',
      choices: UNIT_CHOICES,
      allowed: '平方米、亩；不填为平方米',
      example: '平方米',
    }),
    column('partyName', '当事人', 'Party', {
      ...must,
      allowed: '姓名或单位名称',
      example: '某某水产有限公司',
      width: 22,
    }),
    column('partyKind', '当事人类型', 'Party is', {
      ...must,
      kind: 'choice',
      choices: PARTY_CHOICES,
      allowed: Object.keys(PARTY_CHOICES).join('、'),
      example: '单位',
    }),
    column('partyPhone', '当事人电话', 'Its telephone', { allowed: '可不填', example: '' }),
    column('discoveredAt', '发现时间', 'Discovered', {
      ...must,
      ...time,
      allowed: '日期或日期和时间（北京时间）',
      example: '2026-09-29 08:00',
    }),
    column('stopFailedAt', '制止无效时间', 'Stopping failed', {
      ...must,
      ...time,
      allowed: '日期或日期和时间（北京时间）；不早于发现时间',
      example: '2026-09-29 09:00',
    }),
    column('severity', '严重程度', 'Severity', {
      kind: 'choice',
      choices: SEVERITY_CHOICES,
      allowed: '一般、重大；不填为一般',
      example: '一般',
    }),
    column('villagersHouse', '农村居民建房', "Villager's house", {
      kind: 'choice',
      choices: YES_NO_CHOICES,
      allowed: '是、否；不填为否',
      example: '否',
    }),
    column('contactName', '联系人', 'Contact', {
      ...must,
      allowed: '本单位的人',
      example: '李所长',
    }),
    column('contactPhone', '联系电话', 'Its telephone', {
      ...must,
      allowed: '电话号码',
      example: '0513-83000001',
      width: 18,
    }),
  ];
}

/** One row of a sheet as the compose form would hold it; what cannot be read is a problem of its cell. */
export function typedOfRow(
  columns: readonly BatchColumn[],
  cellOf: (column: BatchColumn) => string,
): { typed: Typed; problems: FieldProblem[] } {
  const typed: Typed = { source: BATCH_SOURCE, areaUnit: 'm2', severity: 'ordinary' };
  const problems: FieldProblem[] = [];
  for (const one of columns) {
    const cell = cellOf(one);
    if (cell === '') continue;
    const read = readCell(one, cell);
    if (read === null) {
      problems.push({
        field: one.header,
        problem: `“${cell}”不对；应为：${one.allowed}`,
        en: `“${cell}” is not right; expected: ${inEnglish(one)}`,
      });
    } else typed[one.field] = read;
  }
  return { typed, problems };
}

/** The words of a choice are typed as they are. */
const inEnglish = ({ choices }: BatchColumn) =>
  choices
    ? `one of ${Object.keys(choices).join(', ')}`
    : 'a date, or a date with its time (Beijing time)';

function readCell({ kind, choices = {} }: BatchColumn, cell: string): string | null {
  switch (kind) {
    case 'text':
      return cell;
    case 'time':
      return readTime(cell);
    case 'choice':
      return choices[cell] ?? Object.values(choices).find((value) => value === cell) ?? null;
  }
}

const TIME =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[ T]*(\d{1,2})(?:[:时点](\d{1,2})?(?::\d{1,2})?分?)?)?$/;

/** `2026/9/29 8:00`, `2026年9月29日`: as `2026-09-29T08:00`. Without a time, the beginning of the day. */
function readTime(cell: string): string | null {
  const match = TIME.exec(cell.normalize('NFKC').trim());
  if (!match) return null;
  const pad = (text: string | undefined) => (text ?? '0').padStart(2, '0');
  const [, year, month, day, hour, minute] = match;
  const typed = `${year}-${pad(month)}-${pad(day)}T${pad(hour)}:${pad(minute)}`;
  return beijingTime(typed) === typed ? null : typed;
}
