import { existsSync, readFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { readConfig } from '#platform';
import { parse } from 'yaml';

interface Service {
  build?: string;
  command?: string[];
  environment?: Record<string, string>;
  healthcheck?: { test: unknown[] };
}

/** `${NAME:-value}` is the value, and what is demanded is long enough for a secret. */
const asStarted = readFileSync('docker-compose.yml', 'utf8')
  .replace(/\$\{\w+:-([^}]*)\}/g, '$1')
  .replace(/\$\{\w+:\?[^}]*\}/g, 'a-secret-of-this-test-alone-000000000001');
const { services } = parse(asStarted, { merge: true }) as { services: Record<string, Service> };
const ours = Object.entries(services).filter(([, service]) => service.build);
const checked = Object.entries(services).filter(([, service]) => service.healthcheck);

describe('docker-compose.yml', () => {
  it('starts the parts of an installation', () => {
    expect(Object.keys(services)).toEqual([
      'postgres',
      'valkey',
      'mailpit',
      'migrate',
      'directory',
      'web',
      'worker',
    ]);
    expect(checked.map(([name]) => name)).toEqual([
      'postgres',
      'valkey',
      'mailpit',
      'web',
      'worker',
    ]);
  });

  // An unquoted `? 0: 1` is a mapping to YAML, and no compose takes the file then.
  it.each(checked)('asks after the health of %s by a command made of words', (_name, service) => {
    const words = service.healthcheck?.test ?? [];
    expect(words.map((word) => typeof word)).toEqual(words.map(() => 'string'));
    const script = words[words.indexOf('-e') + 1];
    if (words[1] === 'node') expect(new Script(String(script))).toBeInstanceOf(Script);
  });

  it.each(ours)('gives %s a configuration that can be started with', (_name, { environment }) => {
    const config = readConfig({ ...environment });
    expect(Object.keys(config)).toEqual(expect.arrayContaining(Object.keys(environment ?? {})));
  });

  it('keeps what the queue holds, and evicts nothing', () => {
    expect(services.valkey?.command).toEqual([
      'valkey-server',
      '--appendonly',
      'yes',
      '--maxmemory-policy',
      'noeviction',
    ]);
  });
});

describe('the Dockerfile', () => {
  const lines = readFileSync('Dockerfile', 'utf8').split('\n');

  it('copies what is there', () => {
    const copied = lines
      .filter((line) => line.startsWith('COPY ') && !line.includes('--from='))
      .flatMap((line) => line.split(' ').slice(1, -1));
    expect(copied).toContain('rulebooks');
    expect(copied.filter((file) => !existsSync(file))).toEqual([]);
  });

  it('runs as nobody of importance', () => {
    expect(lines.filter((line) => line.startsWith('USER '))).toEqual(['USER node']);
  });
});
