import { readNode, readPython } from '../../src/program';
import { written } from '../support/programs/find-fault';
import { refusedInNode, refusedInPython, writtenInNode, writtenInPython } from './places';

describe('in Python', () => {
  it.each(writtenInPython)('%s is written as one string', (program, text) => {
    expect(written(readPython, program)).toBe(text);
  });

  it.each(refusedInPython)('%s is refused', (program, text) => {
    expect(written(readPython, program)).toBe(text);
  });
});

describe('in Node.js', () => {
  it.each(writtenInNode)('%s is written as one string', (program, text) => {
    expect(written(readNode, program)).toBe(text);
  });

  it.each(refusedInNode)('%s is refused', (program, text) => {
    expect(written(readNode, program)).toBe(text);
  });
});
