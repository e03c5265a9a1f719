import { expect, it } from 'vitest';
import { fieldName, jsonPointer } from './index.ts';

// https://www.rfc-editor.org/rfc/rfc6901#section-5
it.each([
  [[], ''],
  [['foo'], '/foo'],
  [['foo', 0], '/foo/0'],
  [[''], '/'],
  [['a/b'], '/a~1b'],
  [['c%d'], '/c%d'],
  [['e^f'], '/e^f'],
  [['g|h'], '/g|h'],
  [['i\\j'], '/i\\j'],
  [['k"l'], '/k"l'],
  [[' '], '/ '],
  [['m~n'], '/m~0n'],
  [['~1'], '/~01'],
])('writes %j as "%s"', (path, pointer) => {
  expect(jsonPointer(path)).toBe(pointer);
});

it.each([
  ['', ''],
  ['/price', 'price'],
  ['/attributes/colour', 'attributes.colour'],
  ['/tags/2', 'tags.2'],
  ['/attributes/a~1b~0c', 'attributes.a/b~c'],
])('names what "%s" points to "%s"', (pointer, name) => {
  expect(fieldName(pointer)).toBe(name);
});
