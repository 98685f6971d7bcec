import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { CaseFiles, DailyRoots, NoticeDocuments, NoticeEvidence } from '#notices';
import type { Stage } from './stage.js';

/** Puts the case file, the documents and the evidence of a played case into a folder; answers their names. */
export async function keep(stage: Stage, noticeId: string, folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const documents = stage.web.get(NoticeDocuments, { strict: false });
  const caseFile = await stage.web.get(CaseFiles, { strict: false }).of(noticeId);
  const files = [caseFile];
  for (const { id } of await documents.listOf(noticeId)) {
    const file = await documents.read(id, null);
    if (file) files.push(file);
  }
  for (const { filename, content } of files) await writeFile(path.join(folder, filename), content);
  const zip = caseFile.filename.replace(/卷宗\.pdf$/, '证据.zip');
  // On a clock that jumps no night passes in which the worker would sign.
  await stage.web.get(DailyRoots, { strict: false }).makeDue();
  const output = createWriteStream(path.join(folder, zip));
  await stage.web.get(NoticeEvidence, { strict: false }).write(noticeId, output);
  await finished(output);
  return [zip, ...files.map(({ filename }) => filename)];
}
