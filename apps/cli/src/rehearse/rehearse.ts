import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { startEmbeddedPostgres } from '#platform';
import { Checks, Differs } from './checks.js';
import { keep } from './keep.js';
import { setStage, type Stage } from './stage.js';
import { Story, STORY_STARTS_AT } from './story.js';

export interface RehearsalOptions {
  /** Stop at the first thing that differs. */
  bail?: boolean;
  /** End with one JSON object on standard output; what happens is said on standard error. */
  json?: boolean;
  /** Folder into which case file, documents and evidence of the case are put. */
  keep?: string;
  /** Play by another rulebook. */
  rulebook?: string;
}

/** Plays the case; true where everything came out as expected. */
export async function rehearse(options: RehearsalOptions): Promise<boolean> {
  const say = (line: string) => (options.json ? console.error(line) : console.log(line));
  const started = Date.now();
  const folder = await mkdtemp(path.join(tmpdir(), 'chaogao-rehearsal-'));
  const postgres = await startEmbeddedPostgres(folder, { fsync: 'off' });
  const stage = await setStage({
    databaseUrl: postgres.url,
    startAt: STORY_STARTS_AT,
    env: { REDIS_URL: '', ...(options.rulebook ? { RULEBOOK_FILE: options.rulebook } : {}) },
  });
  const { story, problem } = await playOn(stage, say, options.bail ?? false);
  const table = await story.office.notice(story.noticeId).catch(() => null);
  if (options.keep) {
    const kept = await keep(stage, story.noticeId, options.keep);
    say(`已存入 ${options.keep}：\n    ${kept.join('\n    ')}`);
  }
  await stage.close();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
  const { all, failed } = story.checks;
  const rows = (table?.copies ?? []).flatMap((copy) =>
    copy.duties.map((duty) => ({
      单位: copy.agency.code,
      送达: copy.servedOn ?? copy.transport,
      任务: duty.key,
      到期: duty.dueOn ?? '及时',
      了结: duty.closedOn ?? '',
      状态: duty.status,
    })),
  );
  const seconds = (Date.now() - started) / 1000;
  const holds = failed.length === 0 && problem === null;
  if (options.json) {
    console.log(JSON.stringify({ holds, problem, seconds, checks: all, copies: rows }));
  } else {
    console.table(rows);
    say(
      `${all.length - failed.length} 项相符，${failed.length} 项不符，用时 ${seconds.toFixed(1)} 秒`,
    );
  }
  return holds;
}

/**
 * Plays the case on a stage whose clock stands at `STORY_STARTS_AT`.
 *
 * @param bail stop at the first thing that differs
 */
export async function playOn(
  stage: Stage,
  say: (line: string) => void,
  bail: boolean,
): Promise<{ story: Story; problem: string | null }> {
  const key = await stage.key('lvsi-land-office');
  const officer = await stage.officer('qidong-secretariat', 'secretary', 'secretariat');
  const story = new Story(stage, new Checks(say, bail), say, key, officer);
  try {
    await story.play();
  } catch (error) {
    if (error instanceof Differs) return { story, problem: null };
    const problem = error instanceof Error ? error.message : String(error);
    say(`    ✗ ${problem}`);
    return { story, problem };
  }
  return { story, problem: null };
}
