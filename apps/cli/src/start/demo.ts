import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { ApiKeyService, OfficerService, type OfficerRole } from '#access';
import { DirectoryService } from '#agencies';
import { DataSource } from 'typeorm';

interface DemoSignIn {
  agency: string;
  agencyName: string;
  role: OfficerRole;
  username: string;
  password: string;
}

/** What is printed at every start; kept in `demo.json` (mode 600) in the data folder. */
export interface Demo {
  signIns: DemoSignIn[];
  /** Of `signIns[1]`'s agency. */
  apiKey: string | null;
  /** False while its making was interrupted: the next start goes on where it stopped. */
  complete: boolean;
}

const PEOPLE = [
  { agency: 'qidong-secretariat', role: 'secretariat', username: 'mishu', name: '王秘书' },
  { agency: 'lvsi-land-office', role: 'land-office', username: 'lvsi', name: '李所长' },
  { agency: 'qidong-secretariat', role: 'operator', username: 'guanli', name: '陈管理' },
  { agency: 'qidong-secretariat', role: 'auditor', username: 'shenji', name: '周审计' },
  // A second officer's approval and what is to be transferred are matters of the bureau.
  { agency: 'qidong-bureau', role: 'land-office', username: 'zrzyj', name: '赵科长' },
] as const;
const SCOPES = ['notices:read', 'notices:write'] as const;

/**
 * An officer of each role, one of the bureau, and an API key, made on the first start only: somebody who
 * removed them later, or who imported a directory without these agencies, does not get them back.
 */
export async function prepareDemo(
  dataDir: string,
  context: INestApplicationContext,
): Promise<Demo | null> {
  const file = path.join(dataDir, 'demo.json');
  const database = context.get(DataSource);
  const officers = await database.query<{ username: string }[]>('SELECT username FROM officer');
  const kept = await readDemo(file);
  if (kept?.complete) return kept;
  if (!kept && officers.length > 0) return null;

  const directory = context.get(DirectoryService, { strict: false });
  const agencies = await Promise.all(PEOPLE.map(({ agency }) => directory.byCode(agency)));
  const demo: Demo = kept ?? {
    signIns: PEOPLE.flatMap(({ agency, role, username }, index): DemoSignIn[] => {
      const agencyName = agencies[index]?.nameZh;
      const password = `demo-${randomBytes(6).toString('hex')}`;
      return agencyName ? [{ agency, agencyName, role, username, password }] : [];
    }),
    apiKey: null,
    complete: false,
  };
  // Kept before it is made: after a crash in between, the passwords are still known.
  await writeDemo(file, demo);
  for (const { agency, role, username, password } of demo.signIns) {
    const person = PEOPLE.find((one) => one.username === username);
    const found = await directory.byCode(agency);
    if (!person || !found || officers.some((officer) => officer.username === username)) continue;
    await context.get(OfficerService, { strict: false }).create({
      ...{ agencyId: found.id, username, name: person.name, position: '演示', role, password },
    });
  }
  const office = await directory.byCode('lvsi-land-office');
  if (office) {
    const keys = context.get(ApiKeyService, { strict: false });
    demo.apiKey = (await keys.create(office.id, '演示', [...SCOPES])).key;
  }
  demo.complete = true;
  await writeDemo(file, demo);
  return demo;
}

async function readDemo(file: string): Promise<Demo | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Demo;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

async function writeDemo(file: string, demo: Demo): Promise<void> {
  const partial = `${file}.partial`;
  await writeFile(partial, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  await rename(partial, file);
}
