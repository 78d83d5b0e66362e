import { equal } from 'node:assert/strict';
import { it } from 'node:test';
import { newerThan } from '../generate/newer.mjs';

it('a newer version has a tag of the same form', () => {
  equal(newerThan('v2.15.1-alpine', ['v2.15.1-alpine', 'v2.16.0-alpine', 'v2.17.0', 'v2.9.0-alpine', 'latest']), 'v2.16.0-alpine');
  equal(newerThan('1.185.0', ['1.185.0', '1.99.0', '1.186.0-rc.1']), undefined);
});
