import { describe, expect, it } from '@jest/globals';
import { weaknessOf } from './password.rules.js';

const person = { username: 'mishu', name: '王秘书' };

describe('a password that somebody chooses', () => {
  it.each([
    '桥头的老槐树又开花了呀真好看',
    'correct horse battery',
    'Lx7-piano-river',
    'zhe shi yi ge chang mima',
  ])('may be %s', (password) => {
    expect(weaknessOf(password, person)).toBeNull();
  });

  it.each([
    ['elevenchars', '至少12个字符'],
    ['x'.repeat(201), '最多200个字符'],
    ['i-am-MISHU-of-qidong', '用户名或姓名'],
    ['我是王秘书今年三十六岁了', '用户名或姓名'],
    ['abababababababab', '重复的字符'],
    ['123456789012', '容易被猜到'],
    ['qwertyuiop1234', '容易被猜到'],
    ['Password123456', '容易被猜到'],
    ['chaogao-654321', '容易被猜到'],
    ['zyxwvut9876543', '容易被猜到'],
  ])('may not be %s', (password, words) => {
    expect(weaknessOf(password, person)?.problem).toContain(words);
  });
});
