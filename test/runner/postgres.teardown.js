import { rmSync } from 'node:fs';

export default async function teardown() {
  const { folder, postgres } = globalThis.chaogaoTestPostgres ?? {};
  await postgres?.stop();
  // A gigabyte of databases that nobody looks at again.
  if (folder) rmSync(folder, { recursive: true, force: true });
}
