// Takes the pictures of the README from a demo of its own: npm run screenshots
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensure, ROOT } from './ensure.js';

const PORT = 3950;
const INBOX_PORT = 3951;
const URL_OF_DEMO = `http://localhost:${PORT}`;
const FOLDER = path.join(ROOT, 'docs/screenshots');
const DESK = { width: 1366, height: 900 };
const PHONE = { width: 360, height: 740 };

/** Who looks at what: file, officer of the demo, page, screen. */
const PICTURES = [
  ['today', 'mishu', '/console/today', DESK],
  ['console', 'mishu', '/console/unanswered', DESK],
  ['agencies', 'mishu', '/console/agencies', DESK],
  ['desk', 'lvsi', '/console/mine', DESK],
  ['compose', 'lvsi', '/console/compose', DESK],
  ['calendar', 'guanli', '/console/calendar', DESK],
  ['rulebook', 'guanli', '/console/rulebook', DESK],
];

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function eventually(question, what) {
  for (let waited = 0; waited < 15 * 60; waited += 1) {
    const answer = await question().catch(() => null);
    if (answer) return answer;
    await pause(1000);
  }
  throw new Error(`in vain waited for ${what}`);
}

function startDemo(data) {
  return spawn(process.execPath, ['bin/chaogao.js', 'demo', '--notices', '80'], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ...{ DATA_DIR: data, PORT: String(PORT), LOG_LEVEL: 'error' },
      ...{
        INBOX_PORT: String(INBOX_PORT),
        INBOX_SMTP_PORT: '3952',
        SMTP_URL: '',
        DATABASE_URL: '',
      },
    },
  });
}

async function launch() {
  const { chromium } = await import('playwright-core');
  const given = process.env.CHROMIUM_PATH;
  const executablePath =
    given ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync);
  if (!executablePath) throw new Error('Chromium is needed; CHROMIUM_PATH names its executable');
  return chromium.launch({
    executablePath,
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });
}

/** A notice of today, so that there is a link that nobody has answered yet. */
async function freshLink(apiKey) {
  const ago = (hours) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const response = await fetch(`${URL_OF_DEMO}/v1/notices`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${apiKey}`,
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
    },
    body: JSON.stringify({
      kind: 'copy-notice',
      facts: {
        project: '厂房扩建',
        description: '未经批准扩建厂房，已浇筑地基。',
        party: { name: '启东恒润水产有限公司', kind: 'organisation' },
        place: { code: '320681110', text: '吕四港镇新港村12组' },
        area: { total: 2133.33, arable: 1200, permanentBasicFarmland: 0 },
        ...{ stage: 'foundation', source: 'patrol', severity: 'ordinary', villagersHouse: false },
        ...{ discoveredAt: ago(2), stopFailedAt: ago(1) },
        contact: { name: '李所长', phone: '0513-00000181' },
      },
    }),
  });
  if (response.status !== 201) throw new Error(await response.text());
  return eventually(async () => {
    const inbox = `http://localhost:${INBOX_PORT}/api/email`;
    const mails = await (await fetch(inbox)).json();
    const mail = mails.find(({ to }) => to.some(({ address }) => address.startsWith('zhifa@lvsi')));
    const { text } = await (await fetch(`${inbox}/${mail.id}`)).json();
    return /https?:\/\/[^\s"<>]+\/l\/[\w.-]+/.exec(text)?.[0];
  }, 'the mail with the link');
}

async function signIn(page, { username, password }) {
  await page.context().clearCookies();
  await page.goto(`${URL_OF_DEMO}/console`);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}

async function takeAll(demo) {
  mkdirSync(FOLDER, { recursive: true });
  const link = await freshLink(demo.apiKey);
  const browser = await launch();
  try {
    const page = await browser.newPage({ locale: 'zh-CN', deviceScaleFactor: 1 });
    const take = async (name, url, viewport) => {
      await page.setViewportSize(viewport);
      await page.goto(url);
      await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
      console.log(`docs/screenshots/${name}.png`);
    };
    await take('link', link, PHONE);
    let signedIn = null;
    for (const [name, username, where, viewport] of PICTURES) {
      if (signedIn !== username) {
        await signIn(
          page,
          demo.signIns.find((one) => one.username === username),
        );
        signedIn = username;
      }
      await take(name, `${URL_OF_DEMO}${where}`, viewport);
    }
  } finally {
    await browser.close();
  }
}

ensure();
const data = mkdtempSync(path.join(tmpdir(), 'chaogao-screenshots-'));
// As root, the embedded database runs under another account, which must pass through the folder.
chmodSync(data, 0o711);
const running = startDemo(data);
running.once('exit', (code) => {
  if (code) process.exit(code);
});
try {
  await eventually(async () => (await fetch(`${URL_OF_DEMO}/health/ready`)).ok, 'the demo');
  await takeAll(JSON.parse(readFileSync(path.join(data, 'demo/demo.json'), 'utf8')));
} finally {
  const ended = new Promise((resolve) => running.once('exit', resolve));
  running.kill('SIGTERM');
  await ended;
  rmSync(data, { recursive: true, force: true });
}
