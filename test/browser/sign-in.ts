import type { Page } from 'playwright-core';

/** Fills in the console's sign-in; `url` is of the page that asks for it. */
export async function signInAt(
  page: Page,
  url: string,
  { username, password }: { username: string; password: string },
): Promise<void> {
  await page.goto(url);
  await page.getByLabel('用户名').fill(username);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
}
