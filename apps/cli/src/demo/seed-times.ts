import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { localDateOf } from '#calendar';
import { readConfig } from '#platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import { createWeb } from '../../../web/src/create-web.js';
import { percentile } from '../bench/measures.js';
import type { Demo } from '../start/demo.js';

/** Milliseconds within which a list opens at the server. */
const BOUND = 200;
const TIMES = 5;

/** Who asks for what: the officer of the demo with this role, or the land office's machine. */
interface Question {
  who: 'secretariat' | 'land-office' | 'operator' | 'api';
  address: string;
}

/**
 * Opens every list with every filter as its readers do, in this process and without a network, and
 * prints the median milliseconds: what the server takes, from the request to the last byte of the page.
 */
export async function printListTimes(
  env: Record<string, string | undefined>,
  folder: string,
  applicationUrl: string,
  database: pg.Pool,
): Promise<void> {
  const kept = (file: string) => readFile(path.join(folder, file), 'utf8');
  const demo = JSON.parse(await kept('demo.json')) as Demo;
  const config = readConfig({
    ...env,
    DATABASE_URL: applicationUrl,
    CHAOGAO_SECRETS: (await kept('secrets')).trim(),
    LOG_LEVEL: 'error',
  });
  const web = await createWeb(config);
  try {
    const headers = await headersOf(web, demo);
    let slow = 0;
    for (const { who, address } of await questions(database, demo)) {
      const ask = async () => {
        const started = performance.now();
        const { statusCode } = await web.inject({ url: address, headers: headers[who] ?? {} });
        const took = performance.now() - started;
        if (statusCode !== 200) throw new Error(`${address} answered ${statusCode}`);
        return took;
      };
      await ask();
      const each: number[] = [];
      for (let n = 0; n < TIMES; n += 1) each.push(await ask());
      const median = percentile(each, 0.5);
      if (median > BOUND) slow += 1;
      const mark = median > BOUND ? '!' : ' ';
      const least = Math.min(...each).toFixed(0);
      console.log(
        `${mark}${median.toFixed(0).padStart(6)} ms  (${least.padStart(4)})  ${who.padEnd(11)}  ${shown(address)}`,
      );
    }
    console.log(
      `median of ${TIMES} after one, the least in brackets; ${slow === 0 ? 'none' : slow} over ${BOUND} ms`,
    );
  } finally {
    await web.close();
  }
}

const shown = (address: string) => decodeURIComponent(address.replaceAll('+', ' '));

async function headersOf(
  web: NestFastifyApplication,
  { signIns, apiKey }: Demo,
): Promise<Partial<Record<Question['who'], Record<string, string>>>> {
  const signIn = async (role: string) => {
    const { username = '', password = '' } = signIns.find((one) => one.role === role) ?? {};
    const { cookies } = await web.inject({
      method: 'POST',
      url: '/console/sign-in',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ username, password }).toString(),
    });
    if (!cookies[0]) throw new Error(`${username} could not sign in; was the password changed?`);
    return { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
  };
  return {
    secretariat: await signIn('secretariat'),
    'land-office': await signIn('land-office'),
    operator: await signIn('operator'),
    api: { authorization: `Bearer ${apiKey}` },
  };
}

/** What a filter is set to: of many rows, of few, of none. A rare one reads the most to find a page. */
async function questions(database: pg.Pool, { signIns }: Demo): Promise<Question[]> {
  const values = async (sql: string, parameters: unknown[] = []) =>
    (await database.query<{ value: string }>(sql, parameters)).rows.map(({ value }) => value);
  const ends = (all: string[]) => [...new Set([all[0] ?? '', all.at(-1) ?? ''])];
  const ofNotices = async (column: string) =>
    ends(
      await values(
        `SELECT ${column} AS value FROM notice WHERE ${column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC`,
      ),
    );
  const served = await values(
    `SELECT a.code AS value FROM duty d JOIN agency a ON a.id = d.agency_id
     WHERE d.state = 'running' AND d.copy_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC`,
  );
  const issuers = await values(
    `SELECT a.code AS value FROM notice n JOIN agency a ON a.id = n.issuer_id
     GROUP BY 1 ORDER BY count(*) DESC`,
  );
  const [town, kind, severity] = [
    await ofNotices('town'),
    await ofNotices('kind'),
    await ofNotices(`facts ->> 'severity'`),
  ];
  const office = signIns.find(({ role }) => role === 'land-office')?.agency;
  const today = localDateOf(new Date());
  const [name = ''] = await values(
    `SELECT left(facts #>> '{party,name}', 2) AS value FROM notice WHERE head_seq = 0 ORDER BY id LIMIT 1`,
  );
  const text = [name, name.slice(0, 1), '村', '厂房', '无此', '〔2026〕7号', `${name} 厂房`];
  const deep = async (from: string, key: string, order: string, parameters: unknown[] = []) =>
    (
      await values(
        `SELECT ${key} AS value FROM ${from} ORDER BY ${order}
         OFFSET (SELECT count(*) * 7 / 10 FROM ${from}) LIMIT 1`,
        parameters,
      )
    )[0] ?? '';
  const issued = `notice WHERE state = 'issued'`;
  const own = `notice WHERE issuer_id = (SELECT id FROM agency WHERE code = $1)`;
  const running = `duty WHERE state = 'running' AND due_on IS NOT NULL AND copy_id IS NOT NULL`;
  const asked = (who: Question['who'], path: string, filters: Record<string, string[]> = {}) => [
    { who, address: path },
    ...Object.entries(filters).flatMap(([filter, settings]) =>
      settings.map((value) => ({
        who,
        address: `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [filter]: value }).toString()}`,
      })),
    ),
  ];
  const dates = [`${Number(today.slice(0, 4)) - 1}-01-05`];
  const ofNotice = { town, kind, severity, text };
  const ofList = {
    ...{ ...ofNotice, state: ['issued', 'withdrawn', 'awaiting-approval'], overdue: ['1'] },
    ...{ agency: ends(served), delivery: ['undeliverable'], from: dates, to: dates },
  };
  return [
    ...asked('secretariat', '/console/today'),
    ...asked('secretariat', '/console/unanswered', {
      ...{ ...ofNotice, agency: ends(served), role: ['police', 'discipline', 'court'] },
      due: ['today', 'overdue', 'overdue-30', 'recounted'],
      decision: ['awaiting', 'none', 'supervise', 'transfer'],
      cursor: [await deep(running, `due_on || '.' || id`, 'due_on, id')],
    }),
    ...asked('secretariat', `/console/unanswered?severity=${severity.at(-1)}`, {
      ...{ town, text: [name, '厂房'], decision: ['awaiting'] },
    }),
    ...asked('secretariat', '/console/notices', {
      ...{ ...ofList, issuer: ends(issuers), cursor: [await deep(issued, 'id', 'id DESC')] },
    }),
    ...asked('secretariat', `/console/notices?severity=${severity.at(-1)}`, {
      ...{ town, overdue: ['1'], agency: ends(served) },
    }),
    ...asked('secretariat', '/console/agencies', { by: ['town'], town, from: ['2024-01-01'] }),
    ...asked('secretariat', `/console/agencies/${served[0]}`),
    ...asked('secretariat', '/console/reachability'),
    ...asked('secretariat', '/console/reachability/closed'),
    ...asked('secretariat', '/console/meetings'),
    ...asked('land-office', '/console/mine', {
      show: ['replies', 'undelivered', 'mails', 'overdue', 'issued'],
    }),
    ...asked('land-office', '/console/notices', {
      ...{ ...ofList, cursor: [await deep(own, 'id', 'id DESC', [office])] },
    }),
    ...asked('land-office', '/console/approvals'),
    ...asked('land-office', '/console/compose'),
    ...asked('land-office', '/console/batch'),
    ...asked('operator', '/console/operator/audit', {
      ...{ who: ['mishu'], act: ['POST /console/sign-in'], from: [today], to: dates },
    }),
    ...asked('operator', '/console/queues', {
      view: ['due', 'retrying', 'later', 'undeliverable', 'all'],
    }),
    ...asked('operator', '/console/queues?view=all', {
      cursor: [`0_${await deep('message', 'id', 'id DESC')}`],
    }),
    ...asked('operator', '/console/holding-pen'),
    ...asked('operator', '/console/operator/officers'),
    ...asked('operator', '/console/directory'),
    ...asked('api', '/v1/notices', { town, text, overdue: ['true'], agency: ends(served) }),
    ...asked('api', '/v1/events'),
  ];
}
