import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';

const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) => {
  const upTo = most === Number.MAX_SAFE_INTEGER ? ' or more' : ` to ${most}`;
  const error = `must be a whole number, ${least}${upTo}`;
  return z.coerce.number({ error }).int({ error }).min(least, { error }).max(most, { error });
};
const oneOf = <const T extends [string, ...string[]]>(...values: T) =>
  z.enum(values, { error: `must be one of ${values.join(', ')}` });
const port = (fallback: number) => wholeNumber(0, 65535).default(fallback);
const existing = z.string().refine(existsSync, { error: 'names nothing that exists' });
const blank = (value: unknown) => (value === '' ? undefined : value);
const url = (schemes: string[], example: string) =>
  z.preprocess(
    blank,
    z
      .string()
      .refine(
        (value) => URL.canParse(value) && schemes.includes(new URL(value).protocol.slice(0, -1)),
        `must be a URL such as ${example}`,
      )
      .optional(),
  );

const SECRET = /^[\w-]{32,}$/;

/** An address, a network, or one of the names that Fastify knows for some. */
function isProxy(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0) return ['loopback', 'linklocal', 'uniquelocal'].includes(text);
  if (bits === undefined) return true;
  return more.length === 0 && /^\d+$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

/** Every environment variable that Chaogao reads; .env.example explains each. */
const schema = z.object({
  NODE_ENV: oneOf('production', 'development', 'test').default('production'),
  LOG_LEVEL: oneOf('silent', 'error', 'warn', 'info', 'debug').default('info'),
  HOST: z.string().default('127.0.0.1'),
  PORT: port(3000),
  PUBLIC_URL: url(['http', 'https'], 'https://chaogao.example'),
  DATABASE_URL: url(['postgres', 'postgresql'], 'postgres://user:password@host:5432/chaogao'),
  /** The owner of the schema, for migrations alone; web and worker run as the role of DATABASE_URL. */
  DATABASE_MIGRATION_URL: url(
    ['postgres', 'postgresql'],
    'postgres://owner:password@host:5432/chaogao',
  ),
  DATABASE_POOL: wholeNumber(2, 200).default(12),
  DATABASE_WAIT_MS: wholeNumber(100).default(10_000),
  DATA_DIR: z.string().default('data'),
  REDIS_URL: url(['redis', 'rediss'], 'redis://127.0.0.1:6379'),
  SMTP_URL: url(['smtp', 'smtps'], 'smtp://user:password@mail.example:587'),
  MAIL_FROM: z
    .string()
    .includes('@', { message: 'must be an e-mail address' })
    .default('chaogao@chaogao.example'),
  MAIL_CONCURRENCY: wholeNumber(1, 200).default(16),
  MAIL_LEASE_MS: wholeNumber(1000).default(120_000),
  /** Where replies and delivery reports come in: a mailbox, or a port of our own. */
  IMAP_URL: url(['imap', 'imaps'], 'imaps://user:password@mail.example:993'),
  IMAP_DONE_FOLDER: z.preprocess(blank, z.string().default('Chaogao')),
  IMAP_POLL_MS: wholeNumber(20).default(15_000),
  INBOUND_SMTP_HOST: z.preprocess(blank, z.string().default('127.0.0.1')),
  INBOUND_SMTP_PORT: z.preprocess(blank, wholeNumber(1, 65535).optional()),
  INBOUND_DOMAIN: z.preprocess(
    blank,
    z
      .string()
      .regex(/^[\da-z.-]+$/i, 'must be a domain such as chaogao.example')
      .toLowerCase()
      .optional(),
  ),
  /** All three, or none: then mails go unsigned. */
  DKIM_DOMAIN: z.preprocess(blank, z.string().optional()),
  DKIM_SELECTOR: z.preprocess(blank, z.string().optional()),
  DKIM_KEY_FILE: z.preprocess(blank, existing.optional()),
  INBOX_PORT: port(1080),
  INBOX_SMTP_PORT: port(1025),
  CHAOGAO_SECRETS: z.preprocess(
    blank,
    z
      .string({ error: 'is missing: at least 32 letters, digits, - or _ (openssl rand -hex 32)' })
      .transform((value) => value.split(',').map((secret) => secret.trim()))
      .refine(
        (secrets) => secrets.every((secret) => SECRET.test(secret)),
        'must be one or more secrets of at least 32 letters, digits, - or _, separated by commas, the newest first',
      ),
  ),
  TRUST_PROXY: z
    .string()
    .trim()
    .refine((value) => value.split(',').every((one) => isProxy(one.trim())), {
      error: 'must be addresses or networks such as 10.0.0.0/8, separated by commas, or loopback',
    })
    .default('loopback'),
  RATE_LIMIT_PER_MINUTE: wholeNumber(1).default(6000),
  RULEBOOK_FILE: existing.default('rulebooks/qidong-2020-32.yaml'),
  /** The agency's own licensed fonts, which go before Noto. */
  DOCUMENT_FONTS_DIR: z.preprocess(blank, existing.optional()),
  DIRECTORY_FILE: existing.default('rulebooks/qidong-directory.yaml'),
  /** RFC 3161 authority that stamps the daily roots. */
  TSA_URL: url(['http', 'https'], 'https://tsa.example/tsr'),
  /** A banner on every page says that the notices are invented. */
  DEMO: z.stringbool({ error: 'must be true or false' }).default(false),
  SWEEP_MS: wholeNumber(20).default(2000),
});

export type Config = Omit<z.infer<typeof schema>, 'DATABASE_URL' | 'PUBLIC_URL'> & {
  DATABASE_URL: string;
  PUBLIC_URL: string;
};

/** Thrown at boot: one error that lists every bad variable with what would be right. */
export class ConfigError extends Error {}

/**
 * Reads and checks the environment once.
 *
 * @throws ConfigError naming every variable that is missing or wrong
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const result = schema.safeParse(env);
  const faults = result.success
    ? []
    : result.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
  const dkim = ['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_KEY_FILE'];
  const missing = dkim.filter((name) => !env[name]);
  if (missing.length > 0 && missing.length < dkim.length) {
    faults.push(
      ...missing.map((name) => `  ${name}: is missing (the other settings of DKIM are given)`),
    );
  }
  if (!env.DATABASE_URL)
    faults.push('  DATABASE_URL: is missing (npm start provides an embedded one)');
  if (!result.success || faults.length > 0) {
    throw new ConfigError(`The configuration is not usable:\n${[...new Set(faults)].join('\n')}`);
  }
  const { DATABASE_URL, PUBLIC_URL, ...rest } = result.data;
  return {
    ...rest,
    DATABASE_URL: DATABASE_URL ?? '',
    PUBLIC_URL: (PUBLIC_URL ?? `http://localhost:${rest.PORT}`).replace(/\/$/, ''),
  };
}

/** Injection token of the checked configuration. */
export const CONFIG = Symbol('config');
