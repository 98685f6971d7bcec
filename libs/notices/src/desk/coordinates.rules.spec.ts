import { describe, expect, it } from '@jest/globals';
import { pointInWords, readPoint } from './coordinates.rules.js';

const QIDONG = { west: 121.4, east: 121.95, south: 31.6, north: 32.27 };
const POINT = { longitude: 121.6, latitude: 32.05 };

describe('a point as it is typed or pasted', () => {
  it.each([
    ['longitude first', '121.6, 32.05'],
    ['latitude first, as a phone copies it', '32.05,121.6'],
    ['with a Chinese comma', '121.6，32.05'],
    ['with full-width digits', '１２１．６　３２．０５'],
    ['only a blank between', '121.6 32.05'],
    ['东经 and 北纬', '东经121.6° 北纬32.05°'],
    ['北纬 first', '北纬32.05，东经121.6'],
    ['degrees, minutes and seconds', '121°36′00″，32°03′00″'],
    ['with straight quotes and letters behind', `121°36'00"E, 32°03'00"N`],
    ['latitude first with letters behind', `32°03'00"N 121°36'00"E`],
    ['letters before', 'E121.6 N32.05'],
    ['度 分 秒', '东经121度36分0秒，北纬32度3分0秒'],
    ['colons', '121:36:00 32:03:00'],
    ['names of a program', 'lat=32.05&lon=121.6'],
    ['经度 and 纬度 on two lines', '经度：121.6\n纬度：32.05'],
    ['seconds without their mark', '121°36′00 32°03′00'],
    ['minutes with decimals', '121°36.0′ 32°3.0′'],
  ])('%s', (_, typed) => {
    expect(readPoint(typed, QIDONG)).toEqual({ point: POINT });
  });

  it('is put in the order that lies in China where the city is not known', () => {
    expect(readPoint('32.05, 121.6', null)).toEqual({ point: POINT });
  });

  it('keeps the marked order though it lies elsewhere in the country', () => {
    expect(readPoint('东经116.4 北纬39.9', QIDONG)).toEqual({
      point: { longitude: 116.4, latitude: 39.9 },
    });
  });

  it.each([
    ['one number', '121.6', '两个数'],
    ['words', '三甲村12组', '两个数'],
    ['plane coordinates', '3548123.4, 40556789.1', '平面直角坐标'],
    ['sixty minutes', '121°60′ 32°03′', '小于60'],
    ['another continent', '2.35, 48.85', '我国范围'],
  ])('is refused where it is %s', (_, typed, words) => {
    expect(readPoint(typed, QIDONG)).toEqual(
      expect.objectContaining({ problem: expect.stringContaining(words) }),
    );
  });

  it('is shown back in words', () => {
    expect(pointInWords(POINT).zh).toBe('东经121°36′00.0″，北纬32°03′00.0″');
    expect(pointInWords({ longitude: 121.99999999, latitude: 32 }).en).toBe(
      '122°00′00.0″ E, 32°00′00.0″ N',
    );
  });
});
