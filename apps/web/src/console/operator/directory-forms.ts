import {
  type Agency,
  type Contact,
  EntryError,
  type TypedAgency,
  type TypedContact,
} from '#agencies';
import { Problem } from '#platform';
import { type FormState } from '../../views/forms.js';
import { type FormBody, listOf, requireTyped, textOf } from '../../views/read-form.js';
import type { ConsoleContext } from '../console-frame.js';
import { faultWords } from './fault-words.js';

const orNull = (text: string) => (text === '' ? null : text);

/** Every box of a new agency that must not be empty, at once. @throws Problem 422 */
export function requireNewAgency(body: FormBody, { t }: ConsoleContext): void {
  requireTyped(body, {
    code: t('请填写代号', 'Enter a code'),
    nameZh: t('请填写名称', 'Enter the name'),
    nameEn: t('请填写英文名称', 'Enter the English name'),
    level: t('请选择级别', 'Choose the level'),
    role: t('请选择类别', 'Choose the role'),
    name: t('请填写联系人姓名', "Enter the contact's name"),
    post: t('请选择职务', 'Choose the post'),
    email: t('请填写邮箱', 'Enter the mailbox'),
  });
}

/** @throws Problem 422 where a choice was not made; the checks of the directory say the rest */
export function typedAgency(body: FormBody, code: string, { t }: ConsoleContext): TypedAgency {
  requireTyped(body, {
    level: t('请选择级别', 'Choose the level'),
    role: t('请选择类别', 'Choose the role'),
  });
  return {
    code,
    name: { zh: textOf(body, 'nameZh'), en: textOf(body, 'nameEn') },
    level: textOf(body, 'level'),
    role: textOf(body, 'role'),
    town: orNull(textOf(body, 'town')),
    word: orNull(textOf(body, 'word')),
    phone: orNull(textOf(body, 'agencyPhone')),
  };
}

/** @throws Problem 422 where the post was not chosen */
export function typedContact(body: FormBody, { t }: ConsoleContext): TypedContact {
  requireTyped(body, { post: t('请选择职务', 'Choose the post') });
  return {
    name: textOf(body, 'name'),
    post: textOf(body, 'post'),
    email: textOf(body, 'email'),
    phone: orNull(textOf(body, 'phone')),
    receives: listOf(body, 'receives'),
  };
}

export const allowsReal = (body: FormBody) => ({
  realAddresses: listOf(body, 'realAddresses').includes('yes'),
});

export function agencyForm(agency: Agency): FormState {
  const { nameZh, nameEn, level, role, town, word, phone } = agency;
  const values = { nameZh, nameEn, level, role, town: town ?? '', word: word ?? '' };
  return { values: { ...values, agencyPhone: phone ?? '' }, problems: [] };
}

export function contactForm({ name, post, email, phone, receives }: Contact): FormState {
  const values = { name, post, email, phone: phone ?? '', receives: receives.join('\n') };
  return { values, problems: [] };
}

/** The name of the field in which the path of a fault was typed. */
function fieldOf(path: (string | number)[], ofContact: boolean): string {
  const names = path.filter((part) => typeof part === 'string');
  const inContact = ofContact || names[0] === 'contacts';
  const [first, second] = names[0] === 'contacts' ? names.slice(1) : names;
  // A fault of the list itself: nobody receives notices.
  if (inContact) return first ?? 'receives';
  if (first === 'shortName' || (first === 'name' && second !== 'en')) return 'nameZh';
  if (first === 'name') return 'nameEn';
  return first === 'phone' ? 'agencyPhone' : (first ?? '');
}

/** Does what was typed, and says what a file would have been refused for beside its field. */
export async function entered<T>(doing: Promise<T>, ofContact = false): Promise<T> {
  try {
    return await doing;
  } catch (error) {
    if (error instanceof EntryError) {
      const problems = error.faults.map((fault) => {
        return { field: fieldOf(fault.path, ofContact), ...faultWords(fault) };
      });
      const first = problems.filter(
        ({ field }, index) => problems.findIndex((one) => one.field === field) === index,
      );
      throw Problem.invalid('有需要改正的内容。', first, 'Something needs to be mended.');
    }
    const taken =
      error instanceof Problem && error.fields.find(({ field }) => field.endsWith('.word'));
    if (taken) throw Problem.invalid(error.message, [{ ...taken, field: 'word' }], error.en);
    throw error;
  }
}
