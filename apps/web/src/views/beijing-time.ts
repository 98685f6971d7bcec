import { isPlainDate, localDateOf } from '#calendar';
import { timeWords } from './dates.js';

const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/;

/** `2026-10-13T09:30` of a form, which is Beijing time, as an ISO instant; anything else as it is. */
export function beijingTime(typed: string): string {
  const [date = '', time = ''] = typed.split('T');
  if (!isPlainDate(date) || !TIME.test(time)) return typed;
  return `${date}T${time.slice(0, 5)}:00+08:00`;
}

/** What a form's `datetime-local` holds of an instant. */
export function typedBeijingTime(instant: string): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : `${localDateOf(at)}T${timeWords(at)}`;
}
