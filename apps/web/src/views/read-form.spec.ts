import { describe, expect, it } from '@jest/globals';
import { Problem } from '#platform';
import { failedForm, listOf, requireTyped, textOf } from './read-form.js';

describe('a form that failed', () => {
  it('keeps what was typed and names the problem', () => {
    const problem = Problem.field('phone', '请填写电话号码', 'Enter a phone number');
    expect(failedForm({ name: ' 张三 ', uploaded: ['a', 'b'] }, problem)).toEqual({
      values: { name: '张三', uploaded: 'a\nb' },
      problems: [{ field: 'phone', problem: '请填写电话号码', en: 'Enter a phone number' }],
    });
  });

  it('says a problem that has no field by its message', () => {
    const { problems } = failedForm(
      {},
      Problem.conflict('duty-ended', '此项任务已了结。', 'This duty has ended.'),
    );
    expect(problems).toEqual([
      { field: '', problem: '此项任务已了结。', en: 'This duty has ended.' },
    ]);
  });

  it.each([new Error('the database is down'), Problem.notFound('该份文书', 'The copy')])(
    'rethrows what nobody at the form can mend: %s',
    (error) => {
      expect(() => failedForm({}, error)).toThrow(error);
    },
  );
});

describe('a form body', () => {
  it('asks for boxes that hold only blanks', () => {
    expect(() => {
      requireTyped({ reason: '  ' }, { reason: '请写明理由' });
    }).toThrow(Problem);
  });

  it('reads a field once or several times', () => {
    expect(listOf({ uploaded: 'a' }, 'uploaded')).toEqual(['a']);
    expect(listOf({}, 'uploaded')).toEqual([]);
    expect(textOf({}, 'name')).toBe('');
  });
});
