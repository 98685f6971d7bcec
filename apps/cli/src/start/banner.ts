import type { OfficerRole } from '#access';
import { EXAMPLE_FACTS } from '#notices';
import type { OpenedHouse } from './embedded.js';

const ROLE_WORDS: Record<OfficerRole, string> = {
  secretariat: '(secretariat)',
  'land-office': '(land office)',
  operator: '(operator 系统管理)',
  auditor: '(auditor 审计，只读)',
};

const HOUR_MS = 3_600_000;

/** A case of today for the curl line; whatever is posted, it lands in the inbox of this machine. */
function demoCase(now: Date) {
  const hoursAgo = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString();
  return {
    kind: 'copy-notice',
    facts: {
      ...EXAMPLE_FACTS,
      discoveredAt: hoursAgo(2),
      stopFailedAt: hoursAgo(1),
    },
  };
}

/** Posts a new case each time that it is pasted. */
function curlLine(url: string, apiKey: string, now: Date): string {
  return [
    `curl -sS ${url}/v1/notices`,
    `-H 'Authorization: Bearer ${apiKey}'`,
    `-H "Idempotency-Key: $(node -p 'crypto.randomUUID()')"`,
    `-H 'Content-Type: application/json'`,
    `-d '${JSON.stringify(demoCase(now))}'`,
  ].join(' \\\n  ');
}

/** What a stranger needs to know next. */
export function banner({ config, inboxUrl, demo }: OpenedHouse, now: Date): string {
  const url = config.PUBLIC_URL;
  const lines = [
    '',
    'Chaogao 抄告 is running.',
    '',
    `  Console  控制台    ${url}/console`,
    ...(demo?.signIns ?? []).map(
      ({ username, password, agencyName, role }) =>
        `      ${username.padEnd(6)} / ${password}   ${agencyName} ${ROLE_WORDS[role]}`,
    ),
    `  API      接口文档  ${url}/docs`,
    inboxUrl
      ? `  Inbox    收件箱    ${inboxUrl}   (every mail ends here; none leaves this machine)`
      : '  Mail     邮件      goes out through SMTP_URL',
  ];
  if (demo?.apiKey) {
    lines.push(`  API key  密钥      ${demo.apiKey}`, '', 'Post a case 报一个案例:', '');
    lines.push(curlLine(`http://localhost:${config.PORT}`, demo.apiKey, now));
  }
  lines.push('', 'Ctrl-C stops everything; the data stays.', '');
  return lines.join('\n');
}
