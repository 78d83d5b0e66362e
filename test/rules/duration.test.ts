import { tryParseDuration } from '../../src/rules/notation/duration';

it.each([
  ['1h30m', 5400e9],
  ['90s', 90e9],
  ['0', 0],
  ['0s', 0],
  ['-5m', -300e9],
  ['+1.5h', 5400e9],
  ['.5s', 5e8],
  ['100ms', 1e8],
  ['1d', undefined],
  ['1 hour', undefined],
  ['', undefined],
  ['-', undefined],
  ['5', undefined],
  ['h', undefined],
  ['9999999h', undefined],
])('%j lasts %p nanoseconds', (text, nanoseconds) => {
  expect(tryParseDuration(text)).toBe(nanoseconds);
});
