import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Stage } from '../../apps/cli/src/rehearse/stage.js';
import { startApp } from '../support/app.js';
import { at, getPage, postForm, signIn, startOver } from '../support/case.js';
import { beginDraft, PHOTO, postMultipart, textOf, TYPED } from '../support/desk.js';

let stage: Stage;
let town: string;
let bureau: string;

beforeAll(async () => {
  stage = await startApp();
  await startOver(stage, at('2026-09-29'));
  town = await signIn(stage, await stage.officer('lvsi-land-office', 'suozhang', 'land-office'));
  bureau = await signIn(stage, await stage.officer('qidong-bureau', 'kezhang', 'land-office'));
});
beforeEach(() => startOver(stage, at('2026-09-29')));
afterAll(() => stage.close());

/** What the page lists as wrong, in its order. */
const listIn = (html: string) =>
  [...(/role="alert">([\s\S]*?)<\/div>/.exec(html)?.[1] ?? '').matchAll(/<li>(.*?)<\/li>/g)].map(
    ([, item = '']) => item.replace(/<[^>]+>/g, ''),
  );

describe('a form with several faults', () => {
  it('names them all at once, in the order of the page, also where a file is refused', async () => {
    const draft = await beginDraft(stage, town);
    const page = await (await getPage(stage, town, draft)).text();
    const typed = {
      ...TYPED,
      ...{ do: 'check', discoveredAt: '2026-09-30T08:00', stopFailedAt: '2026-09-30T09:00' },
      ...{ point: '116.4, 39.9', areaArable: '5', contactPhone: 'abc' },
    };
    const files = [new File([PHOTO], '现场.png'), new File(['MZ'], '假照片.jpg')];
    const without = ['serve=water'];
    const answer = await postMultipart(stage, town, draft, typed, { files, without });
    expect(answer.status).toBe(422);
    const html = await answer.text();
    expect(listIn(html)).toEqual([
      expect.stringMatching(/^发现时间：发现时间不能晚于现在/),
      expect.stringMatching(/^坐标：坐标不在本市范围内/),
      expect.stringMatching(/^制止无效的时间：制止无效的时间不能晚于现在/),
      expect.stringMatching(/^其中耕地：耕地面积不能大于总面积/),
      expect.stringMatching(/^联系电话：应为电话号码/),
      expect.stringMatching(/^附件：假照片\.jpg：文件内容不是可接受的类型/),
      '不发给供水的理由：不发给应发单位的，须说明理由',
    ]);
    const fields = [...html.matchAll(/ name="(\w+)"/g)].map(([, name = '']) => name);
    expect(fields.indexOf('stopFailedAt')).toBeLessThan(fields.indexOf('areaTotal'));
    expect(html).toContain('现场.png');
    expect(page).not.toContain('现场.png');
  });

  it('keeps in sight what was typed among the optional facts of the party', async () => {
    const draft = await beginDraft(stage, town);
    const typed = { ...TYPED, do: 'save', partyAddress: '启东市吕四港镇某路1号' };
    await postMultipart(stage, town, draft, typed);
    const html = await (await getPage(stage, town, draft)).text();
    expect(html).toMatch(/<details class="more" open/);
  });

  it('that chooses nobody says so without the codes of the roles', async () => {
    const draft = await beginDraft(stage, bureau, 'case-transfer');
    const typed = { ...TYPED, do: 'check', town: '320681110' };
    const text = await textOf(await postMultipart(stage, bureau, draft, typed));
    expect(text).toContain('请至少选定一个受送达单位');
    expect(text).not.toContain('procuratorate');
  });
});

describe('a role that a kind serves at two levels', () => {
  it('is left out at one of them, with a reason of its own', async () => {
    const draft = await beginDraft(stage, bureau, 'bureau-copy-notice');
    const typed = { ...TYPED, do: 'check', town: '320681110' };
    const without = ['serve=government-town'];
    const unexplained = await postMultipart(stage, bureau, draft, typed, { without });
    expect(listIn(await unexplained.text())).toEqual([
      '不发给镇（园区）政府的理由：不发给应发单位的，须说明理由',
    ]);
    const explained = { ...typed, 'reason-government-town': '镇政府已在现场' };
    const checked = await postMultipart(stage, bureau, draft, explained, { without });
    expect(checked.status).toBe(303);
    const text = await textOf(await getPage(stage, bureau, `${draft}/check`));
    expect(text).toContain('启东市人民政府');
    expect(text).not.toContain('吕四港镇人民政府');
    expect(text).toMatch(/不发给 ?镇（园区）政府 ?：镇政府已在现场/);
  });
});

describe('a notice that waits for approval', () => {
  it('counts no copies, shows no digest, and leaves its drafter nothing to press', async () => {
    const draft = await beginDraft(stage, bureau, 'bureau-copy-notice');
    const typed = { ...TYPED, do: 'check', town: '320681110' };
    await postMultipart(stage, bureau, draft, typed);
    const sent = await postForm(stage, bureau, `${draft}/check`, {}, /send$/);
    const at = sent.headers.get('location') ?? '';
    const html = await (await getPage(stage, bureau, at)).text();
    expect(html).toContain('审核通过后才编文号、发给各单位');
    expect(html).toContain('起草人本人不能审核');
    expect(html).not.toContain('0 份');
    expect(html).not.toMatch(/[0-9a-f]{64}/);
    expect(html).not.toContain('<th>');
  });
});

describe('an obstruction reported to the police', () => {
  it('shows when it was found, and how far the building is, where no area is known', async () => {
    const draft = await beginDraft(stage, town, 'police-incident');
    const none = { areaTotal: '0', areaArable: '0', areaBasic: '0' };
    await postMultipart(stage, town, draft, { ...TYPED, ...none, do: 'check' });
    const text = await textOf(await getPage(stage, town, `${draft}/check`));
    expect(text).toContain('基础施工');
    expect(text).toMatch(/发现 ?9月29日（周二） 08:00/);
    expect(text).not.toContain('0.00 m²');
    const form = await textOf(await getPage(stage, town, draft));
    expect(form).toContain('不知道也填 0');
  });
});
