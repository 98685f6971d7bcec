import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CalendarImportService } from '#notices';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { at, startOver } from '../support/case.js';

/** The make-up Saturday of the National Day holiday is called off. */
const NO_MAKE_UP_DAY = `
source: 国务院办公厅关于调整2026年国庆节调休安排的通知
documentNumber: 国办发明电〔2026〕9号
days:
  - { date: 2026-10-10, kind: weekend, name: 取消补班 }
`;

let stage: Stage;

beforeAll(async () => {
  stage = await startApp();
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

const take = async (text: string, file = '2026.yaml') => {
  const imported = await stage.web.get(CalendarImportService, { strict: false }).import(text, file);
  await stage.settle();
  return imported;
};

describe('a file that is no arrangement', () => {
  it('is refused whole, with line and remedy', async () => {
    const wrong = NO_MAKE_UP_DAY.replace('2026-10-10, kind: weekend', '2026-10-12, kind: weekend');
    await expect(take(wrong)).rejects.toMatchObject({
      status: 422,
      fields: [{ field: expect.stringContaining('2026.yaml:5'), problem: expect.any(String) }],
    });
    await expect(take('covers: [2027]')).rejects.toMatchObject({ status: 422 });
    const { rows } = await stage.database.query('SELECT 1 FROM calendar_version');
    expect(rows).toEqual([]);
  });
});

describe('the arrangement that was imported last', () => {
  it('makes no second version when it is imported again', async () => {
    const first = await take(NO_MAKE_UP_DAY);
    expect(first).toMatchObject({ days: 1, known: false });
    const again = await take(`# Once more\n${NO_MAKE_UP_DAY}`);
    expect(again).toEqual({ ...first, recounted: 0, known: true });
    const { rows } = await stage.database.query('SELECT max(version) FROM calendar_version');
    expect(rows).toEqual([{ max: first.version }]);
  });

  it('makes one after another arrangement, on whose days it lies then', async () => {
    const first = await take(NO_MAKE_UP_DAY);
    await take(
      NO_MAKE_UP_DAY.replace('weekend, name: 取消补班', 'make-up-workday, name: 恢复补班'),
    );
    expect(await take(NO_MAKE_UP_DAY)).toMatchObject({ version: first.version + 2, known: false });
  });
});
