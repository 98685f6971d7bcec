import type { PlainDate } from '#calendar';

export interface FirstCall {
  /** Where this server is. */
  url: string;
  /** The key, or as much of it as is known: `cg_1a2b3c4d_…`. */
  secret: string;
  /** A kind that the reader's agency issues, and a town for which it does. */
  kind: string;
  town: string;
  contact: { name: string; phone: string };
  today: PlainDate;
}

/** A case with all that any kind demands: previewed only. */
function bodyOf({ kind, town, contact, today }: FirstCall): object {
  return {
    kind,
    town,
    facts: {
      project: '厂房扩建',
      party: { name: '某某公司', kind: 'organisation' },
      place: { code: town, text: '示例村12组' },
      area: { total: 2133.33, arable: 1200, permanentBasicFarmland: 0 },
      stage: 'foundation',
      source: 'patrol',
      discoveredAt: `${today}T00:00:00+08:00`,
      stopFailedAt: `${today}T00:00:00+08:00`,
      contact,
    },
  };
}

/** For a shell: the key is kept in a variable, and out of the next lines. */
export function curlCall(call: FirstCall): string {
  // A quote in a name would end the shell's own.
  const body = JSON.stringify(bodyOf(call), null, 2).replaceAll("'", "'\\''");
  return `export CHAOGAO_KEY='${call.secret}'

curl -sS '${call.url}/v1/notices?dryRun=true' \\
  -H "Authorization: Bearer $CHAOGAO_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '${body}'`;
}

/** For Node 20 or later, which has fetch. */
export function typeScriptCall(call: FirstCall): string {
  return `const key = process.env.CHAOGAO_KEY ?? '${call.secret}';

const response = await fetch('${call.url}/v1/notices?dryRun=true', {
  method: 'POST',
  headers: { Authorization: \`Bearer \${key}\`, 'Content-Type': 'application/json' },
  body: JSON.stringify(${JSON.stringify(bodyOf(call), null, 2).replaceAll('\n', '\n  ')}),
});
if (!response.ok) throw new Error(\`\${response.status} \${await response.text()}\`);
const preview: { recipients: { agencyNameZh: string }[] } = await response.json();
console.log(preview.recipients.map(({ agencyNameZh }) => agencyNameZh));`;
}
