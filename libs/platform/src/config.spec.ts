import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.js';

const NEEDED = {
  DATABASE_URL: 'postgres://chaogao@127.0.0.1/chaogao',
  CHAOGAO_SECRETS: 'a-secret-that-is-only-used-in-this-test-00001',
};

/** `variable: what would be right`, one a line. */
function faultsOf(env: Record<string, string>): string[] {
  try {
    readConfig({ ...NEEDED, ...env });
  } catch (error) {
    if (error instanceof ConfigError) return error.message.split('\n').slice(1);
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('needs a database and a secret, and says so of both', () => {
    expect(() => readConfig({})).toThrow(/CHAOGAO_SECRETS: is missing[^]*DATABASE_URL: is missing/);
    expect(faultsOf({})).toEqual([]);
  });

  it('lists every bad variable at once, each with what would be right', () => {
    const faults = faultsOf({
      NODE_ENV: 'prod',
      LOG_LEVEL: 'loud',
      PORT: '99999',
      INBOX_PORT: 'http',
      PUBLIC_URL: 'chaogao.example',
      DATABASE_POOL: '1',
      SWEEP_MS: '1.5',
      SMTP_URL: 'https://mail.example',
      REDIS_URL: '127.0.0.1:6379',
      MAIL_FROM: 'chaogao',
      CHAOGAO_SECRETS: 'short',
      TRUST_PROXY: 'loopback, 10.0.0.0/33',
      RATE_LIMIT_PER_MINUTE: '0',
      RULEBOOK_FILE: '/no/rulebook.yaml',
      DKIM_DOMAIN: 'chaogao.example',
      DEMO: 'perhaps',
    });
    expect(faults.sort()).toEqual([
      '  CHAOGAO_SECRETS: must be one or more secrets of at least 32 letters, digits, - or _, separated by commas, the newest first',
      '  DATABASE_POOL: must be a whole number, 2 to 200',
      '  DEMO: must be true or false',
      '  DKIM_KEY_FILE: is missing (the other settings of DKIM are given)',
      '  DKIM_SELECTOR: is missing (the other settings of DKIM are given)',
      '  INBOX_PORT: must be a whole number, 0 to 65535',
      '  LOG_LEVEL: must be one of silent, error, warn, info, debug',
      '  MAIL_FROM: must be an e-mail address',
      '  NODE_ENV: must be one of production, development, test',
      '  PORT: must be a whole number, 0 to 65535',
      '  PUBLIC_URL: must be a URL such as https://chaogao.example',
      '  RATE_LIMIT_PER_MINUTE: must be a whole number, 1 or more',
      '  REDIS_URL: must be a URL such as redis://127.0.0.1:6379',
      '  RULEBOOK_FILE: names nothing that exists',
      '  SMTP_URL: must be a URL such as smtp://user:password@mail.example:587',
      '  SWEEP_MS: must be a whole number, 20 or more',
      '  TRUST_PROXY: must be addresses or networks such as 10.0.0.0/8, separated by commas, or loopback',
    ]);
  });

  it.each(['loopback', '10.0.0.1', '10.0.0.0/8, 192.168.0.1', '::1, fd00::/8', 'uniquelocal'])(
    'believes the proxies %s',
    (TRUST_PROXY) => {
      expect(faultsOf({ TRUST_PROXY })).toEqual([]);
    },
  );
});
