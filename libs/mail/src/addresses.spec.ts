import { describe, expect, it } from '@jest/globals';
import { newId, readConfig } from '#platform';
import fc from 'fast-check';
import { MailAddresses } from './addresses.js';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const addresses = (secrets: string, more: Record<string, string> = {}) =>
  new MailAddresses(
    readConfig({
      DATABASE_URL: 'postgres://127.0.0.1/none',
      CHAOGAO_SECRETS: secrets,
      MAIL_FROM: '抄告平台 <chaogao@chaogao.example>',
      ...more,
    }),
  );
const ID = '0199a000-0000-7000-8000-000000000001';

describe('an address of our own', () => {
  it('says what it is about, whatever a server does to the case of its letters', () => {
    const own = addresses(NEW);
    const made = own.make('bounce', ID);
    expect(made).toMatch(/^bounce\+[a-z2-7]{45}@chaogao\.example$/);
    expect(own.parse(made.toUpperCase())).toEqual({ purpose: 'bounce', id: ID, valid: true });
    expect((made.split('@')[0] ?? '').length).toBeLessThanOrEqual(64);
  });

  it('comes back as it went for every id', () => {
    const own = addresses(NEW);
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(own.parse(own.make('reply', id))).toEqual({ purpose: 'reply', id, valid: true });
      }),
    );
  });

  it('cannot be forged: not for another message, not for another purpose, not by guessing', () => {
    const own = addresses(NEW);
    const [local = '', domain = ''] = own.make('bounce', ID).split('@');
    expect(own.parse(`${local.replace('bounce', 'reply')}@${domain}`)?.valid).toBe(false);
    const other = own.make('bounce', newId()).slice('bounce+'.length, 'bounce+'.length + 25);
    const swapped = `bounce+${other}${local.slice('bounce+'.length + 25)}@${domain}`;
    expect(own.parse(swapped)?.valid).toBe(false);
    expect(addresses(OLD).parse(`${local}@${domain}`)?.valid).toBe(false);
  });

  it('stays good while the secrets are renewed', () => {
    const made = addresses(OLD).make('reply', ID);
    expect(addresses(`${NEW},${OLD}`).parse(made)?.valid).toBe(true);
    expect(addresses(`${NEW},${OLD}`).make('reply', ID)).toBe(addresses(NEW).make('reply', ID));
  });

  it('is in the domain that reads mail, and nobody else’s', () => {
    const own = addresses(NEW, { INBOUND_DOMAIN: 'in.chaogao.example', INBOUND_SMTP_PORT: '2525' });
    expect(own.make('reply', ID)).toMatch(/@in\.chaogao\.example$/);
    expect(own.isOurs('Anybody@chaogao.example')).toBe(true);
    expect(own.isOurs('anybody@elsewhere.example')).toBe(false);
    expect(own.parse(own.make('reply', ID).replace('in.chaogao', 'elsewhere'))).toBeNull();
    expect([own.read, addresses(NEW).read]).toEqual([true, false]);
  });
});
