import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Problem } from '#platform';
import { NOTICE_EXAMPLES } from '../api/examples.js';
import { DryRunQuery, NoticeDto, NoticesQuery } from '../api/notice.dto.js';
import { ShapePipe } from './validation.pipe.js';

type Change = (body: {
  facts: Record<string, unknown> & {
    area: Record<string, unknown>;
    place: Record<string, unknown>;
  };
  [key: string]: unknown;
}) => void;

async function fieldsOf(
  value: unknown,
  metatype: new () => object = NoticeDto,
  type: 'body' | 'query' = 'body',
): Promise<Record<string, string>> {
  try {
    await new ShapePipe().transform(value, { type, metatype });
    return {};
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect(error.status).toBe(422);
    return Object.fromEntries(error.fields.map(({ field, problem }) => [field, problem]));
  }
}

const changed = (change: Change): unknown => {
  const body = structuredClone(NOTICE_EXAMPLES.full.value) as unknown as Parameters<Change>[0];
  change(body);
  return body;
};

describe('a body', () => {
  it.each(Object.entries(NOTICE_EXAMPLES))('passes as in the example "%s"', async (_, example) => {
    expect(await fieldsOf(structuredClone(example.value))).toEqual({});
  });

  it('gets its defaults', async () => {
    const dto = (await new ShapePipe().transform(structuredClone(NOTICE_EXAMPLES.plain.value), {
      type: 'body',
      metatype: NoticeDto,
    })) as NoticeDto;
    expect(dto).toMatchObject({ attachments: [], leaveOut: [] });
    expect(dto.facts).toMatchObject({ severity: 'ordinary', villagersHouse: false });
    expect(dto.facts).not.toHaveProperty('plotNumber');
  });

  it.each<[string, Change, string, string]>([
    [
      'a missing object',
      (body) => void delete (body as { facts?: unknown }).facts,
      'facts',
      '应为一个对象 {…}',
    ],
    [
      'a list for an object',
      (body) => void Object.assign(body, { facts: [] }),
      'facts',
      '应为一个对象 {…}',
    ],
    [
      'text for a number',
      ({ facts }) => (facts.area.total = '1'),
      'facts.area.total',
      '应为0至1000000000之间的数，小数点后最多2位',
    ],
    [
      'three decimals',
      ({ facts }) => (facts.area.arable = 1.005),
      'facts.area.arable',
      '应为0至1000000000之间的数，小数点后最多2位',
    ],
    [
      'null',
      ({ facts }) => (facts.description = null),
      'facts.description',
      '应为1至5000个字的文本，例如：未经批准扩建厂房，已浇筑地基。',
    ],
    [
      'a control character',
      ({ facts }) => (facts.project = 'a\u0000b'),
      'facts.project',
      '应为1至200个字的文本，例如：厂房扩建',
    ],
    [
      'half a surrogate pair',
      ({ facts }) => (facts.project = 'a\ud800'),
      'facts.project',
      '应为1至200个字的文本，例如：厂房扩建',
    ],
    [
      'a time without an offset',
      ({ facts }) => (facts.discoveredAt = '2026-09-29T08:00:00'),
      'facts.discoveredAt',
      '应为带时区的时间，例如：2026-09-29T08:00:00+08:00',
    ],
    [
      'a day that is none',
      ({ facts }) => (facts.discoveredAt = '2026-02-30T08:00:00Z'),
      'facts.discoveredAt',
      '应为带时区的时间，例如：2026-09-29T08:00:00+08:00',
    ],
    [
      'an unknown choice',
      ({ facts }) => (facts.source = 'rumour'),
      'facts.source',
      '应为下列之一：patrol、satellite-inspection、public-report、superior-assignment',
    ],
    [
      'a ring of strings',
      ({ facts }) => (facts.place.polygon = ['a']),
      'facts.place.polygon',
      '应为4至2000个顶点 [经度, 纬度] 的列表，首尾相同',
    ],
    [
      'an unknown key',
      ({ facts }) => (facts.area.totl = 1),
      'facts.area.totl',
      '没有这一项；请删除，或检查名称是否写对',
    ],
    [
      'an element that is no object',
      (body) => (body.attachments = ['x']),
      'attachments',
      '应为最多50项的列表，每项是一个对象 {…}',
    ],
    [
      'a bad digest',
      (body) => (body.attachments = [{ digest: 'x', name: 'y' }]),
      'attachments.0.digest',
      '应为上传附件时得到的64位十六进制摘要，例如：e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    ],
  ])('with %s is refused at its field', async (_, change, field, problem) => {
    expect(await fieldsOf(changed(change))).toEqual({ [field]: problem });
  });

  it.each<[string, Change, string]>([
    [
      'an unknown key',
      ({ facts }) => (facts.area.totl = 1),
      'There is no such field; leave it out, or check its spelling',
    ],
    [
      'three decimals',
      ({ facts }) => (facts.area.arable = 1.005),
      'A number of at most 2 decimals, 0 to 1000000000',
    ],
    [
      'a missing object',
      (body) => void delete (body as { facts?: unknown }).facts,
      'An object {…}',
    ],
    [
      'an element that is no object',
      (body) => (body.attachments = ['x']),
      'A list of at most 50, each an object {…}',
    ],
    [
      'a bad code',
      (body) => (body.town = '1'),
      'The 9-digit code of a town or park, e.g. 320681110',
    ],
  ])('with %s is told so in English, too', async (_, change, en) => {
    const asked = new ShapePipe().transform(changed(change), { type: 'body', metatype: NoticeDto });
    await expect(asked).rejects.toMatchObject({ fields: [{ en }] });
  });

  it('lists every field that is wrong', async () => {
    const fields = await fieldsOf({});
    expect(Object.keys(fields).sort()).toEqual(['facts', 'kind']);
  });

  it.each([[[]], ['text'], [5]])('that is %j is refused as a whole', async (body) => {
    expect(await fieldsOf(body)).toEqual({ '': '请求正文应当是一个 JSON 对象' });
  });
});

describe('a query', () => {
  it('reads numbers and flags from text', async () => {
    const query = await new ShapePipe().transform(
      { limit: '5', overdue: 'true' },
      { type: 'query', metatype: NoticesQuery },
    );
    expect(query).toEqual(expect.objectContaining({ limit: 5, overdue: true }));
  });

  it.each<[Record<string, unknown>, string]>([
    [{ limit: '0' }, 'limit'],
    [{ limit: '101' }, 'limit'],
    [{ limit: 'x' }, 'limit'],
    [{ overdue: 'yes' }, 'overdue'],
    [{ from: '2026-02-30' }, 'from'],
    [{ text: ['a', 'b'] }, 'text'],
    [{ offset: '3' }, 'offset'],
  ])('refuses %j', async (query, field) => {
    expect(Object.keys(await fieldsOf(query, NoticesQuery, 'query'))).toEqual([field]);
  });

  it('takes a dry run for nothing but a flag', async () => {
    expect(await fieldsOf({ dryRun: 'true' }, DryRunQuery, 'query')).toEqual({});
    expect(Object.keys(await fieldsOf({ dryRun: '1' }, DryRunQuery, 'query'))).toEqual(['dryRun']);
  });
});
