import type { Json, JsonObject } from '../../src/ocds/json';
import { compileRelease } from '../../src/ocds/merge';
import { ruleTree } from '../../src/ocds/mergeRules';
import { releases } from './releases';

/** What the contents compile to, without the fields that every compiled release has. */
function merged(...contents: JsonObject[]): JsonObject {
  const { ocid: _ocid, id: _id, date: _date, tag: _tag, ...rest } = compileRelease(releases(...contents)).compiled;
  return rest;
}

const codes = (...contents: JsonObject[]): string[] =>
  compileRelease(releases(...contents)).warnings.map(({ code, path }) => `${code} ${path}`);

describe('fields', () => {
  test.each<[string, JsonObject[], JsonObject]>([
    ['replaces literals', [{ title: 'a', language: 'en' }, { title: 'b' }], { title: 'b', language: 'en' }],
    ['merges objects', [{ tender: { id: '1', a: 1 } }, { tender: { b: 2 } }], { tender: { id: '1', a: 1, b: 2 } }],
    [
      'removes what is null',
      [
        { title: 'a', tender: { id: '1', b: 2 } },
        { title: null, tender: { b: null } },
      ],
      { tender: { id: '1' } },
    ],
    ['removes an object that is null', [{ tender: { id: '1' } }, { tender: null }], {}],
    ['leaves out what was null from the start', [{ title: null }], {}],
    ['takes what was null before', [{ title: 'a' }, { title: null }, { title: 'c' }], { title: 'c' }],
    ['keeps an object whose fields are all null', [{ tender: { a: null } }], { tender: {} }],
    [
      'ignores empty objects and lists',
      [{ tender: { id: '1', items: [{ id: 1 }] } }, { tender: { items: [] }, buyer: {} }],
      { tender: { id: '1', items: [{ id: 1 }] } },
    ],
    [
      'takes false, 0 and the empty text',
      [
        { a: true, b: 1, c: 'x' },
        { a: false, b: 0, c: '' },
      ],
      { a: false, b: 0, c: '' },
    ],
    [
      'omits id, date and tag of the release only',
      [{ tender: { id: '1', date: 'd', tag: 't' } }],
      { tender: { id: '1', date: 'd', tag: 't' } },
    ],
  ])('%s', (_name, contents, expected) => {
    expect(merged(...contents)).toEqual(expected);
  });
});

describe('lists', () => {
  test.each<[string, JsonObject[], JsonObject]>([
    [
      'merges objects by id, in the order that they first came',
      [{ awards: [{ id: 'b', x: 1 }, { id: 'a' }] }, { awards: [{ id: 'a', y: 2 }, { id: 'c' }, { id: 'b', x: 3 }] }],
      { awards: [{ id: 'b', x: 3 }, { id: 'a', y: 2 }, { id: 'c' }] },
    ],
    [
      'merges lists in lists',
      [{ awards: [{ id: 1, items: [{ id: 1, a: 1 }] }] }, { awards: [{ id: 1, items: [{ id: 1, b: 2 }, { id: 2 }] }] }],
      { awards: [{ id: 1, items: [{ id: 1, a: 1, b: 2 }, { id: 2 }] }] },
    ],
    [
      'replaces lists of literals',
      [{ tender: { submissionMethod: ['a', 'b'] } }, { tender: { submissionMethod: ['c'] } }],
      { tender: { submissionMethod: ['c'] } },
    ],
    [
      'replaces lists that hold something else than objects',
      [{ x: [{ id: 1 }, 'a'] }, { x: [{ id: 2 }, 'b'] }],
      { x: [{ id: 2 }, 'b'] },
    ],
    [
      'replaces whole-list-merge lists',
      [
        { parties: [{ id: 1, additionalIdentifiers: [{ id: 'x' }] }] },
        { parties: [{ id: 1, additionalIdentifiers: [{ id: 'y' }] }] },
      ],
      { parties: [{ id: 1, additionalIdentifiers: [{ id: 'y' }] }] },
    ],
    [
      'empties whole-list-merge lists',
      [{ tender: { specialRegime: ['lightTouch'] } }, { tender: { specialRegime: [] } }],
      { tender: { specialRegime: [] } },
    ],
    [
      'replaces lists of an extension of the UK',
      [
        { contracts: [{ id: 1, proposedAmendments: [{ id: 1, rationaleClassifications: [{ id: 'a' }] }] }] },
        { contracts: [{ id: 1, proposedAmendments: [{ id: 1, rationaleClassifications: [{ id: 'b' }] }] }] },
      ],
      { contracts: [{ id: 1, proposedAmendments: [{ id: 1, rationaleClassifications: [{ id: 'b' }] }] }] },
    ],
    [
      'replaces lists whose objects have no id in the standard',
      [
        { tender: { amendments: [{ id: 1, changes: [{ property: 'a' }] }] } },
        { tender: { amendments: [{ id: 1, changes: [{ property: 'b' }] }] } },
      ],
      { tender: { amendments: [{ id: 1, changes: [{ property: 'b' }] }] } },
    ],
    [
      'merges lists that no schema declares by id',
      [{ x: [{ id: 1, a: 1 }] }, { x: [{ id: 1, b: 2 }] }],
      { x: [{ id: 1, a: 1, b: 2 }] },
    ],
    [
      'appends objects without id, as the reference implementation does',
      [{ x: [{ a: 1 }, { a: 2 }] }, { x: [{ a: 3 }] }],
      { x: [{ a: 1 }, { a: 2 }, { a: 3 }] },
    ],
    ['takes null for no id', [{ x: [{ id: null, a: 1 }] }, { x: [{ id: null, a: 2 }] }], { x: [{ a: 1 }, { a: 2 }] }],
    [
      'takes 1 and "1" for one id, and keeps the first',
      [{ awards: [{ id: 1, a: 1 }] }, { awards: [{ id: '1', b: 2 }] }],
      { awards: [{ id: 1, a: 1, b: 2 }] },
    ],
    [
      'leaves the id of an object whose other fields are null',
      [{ awards: [{ id: 1, title: 'a' }] }, { awards: [{ id: 1, title: null }] }],
      { awards: [{ id: 1 }] },
    ],
    [
      'replaces suppliers and tenderers of OCDS 1.0, which have no id',
      [
        { awards: [{ id: 1, suppliers: [{ name: 'A' }] }], tender: { tenderers: [{ name: 'A' }, { name: 'B' }] } },
        { awards: [{ id: 1, suppliers: [{ name: 'A', details: {} }] }], tender: { tenderers: [{ name: 'B' }] } },
      ],
      { awards: [{ id: 1, suppliers: [{ name: 'A', details: {} }] }], tender: { tenderers: [{ name: 'B' }] } },
    ],
    [
      'appends suppliers without id to those of OCDS 1.1, which has parties',
      [
        { parties: [{ id: 1 }], awards: [{ id: 1, suppliers: [{ id: 1 }] }] },
        { parties: [{ id: 1 }], awards: [{ id: 1, suppliers: [{ name: 'A' }] }] },
      ],
      { parties: [{ id: 1 }], awards: [{ id: 1, suppliers: [{ id: 1 }, { name: 'A' }] }] },
    ],
    ['drops objects that say nothing', [{ x: [{}, { a: {} }] }], {}],
    [
      'keeps the suppliers of OCDS 1.0 where a later release says nothing of them',
      [{ awards: [{ id: 1, suppliers: [{ name: 'A' }] }] }, { awards: [{ id: 1, suppliers: [{}, { address: {} }] }] }],
      { awards: [{ id: 1, suppliers: [{ name: 'A' }] }] },
    ],
    [
      'does not take a whole-list-merge path for its last key',
      [{ x: { roles: [{ id: 1, a: 1 }] } }, { x: { roles: [{ id: 1, b: 2 }] } }],
      { x: { roles: [{ id: 1, a: 1, b: 2 }] } },
    ],
  ])('%s', (_name, contents, expected) => {
    expect(merged(...contents)).toEqual(expected);
  });

  test('lets the later fields of a repeated id win, and warns', () => {
    const content: JsonObject = { awards: [{ id: '1', a: 1, b: 1 }, { id: '2' }, { id: '1', b: 2 }] };
    expect(merged(content)).toEqual({ awards: [{ id: '1', a: 1, b: 2 }, { id: '2' }] });
    expect(codes(content)).toEqual(['DUPLICATE_ID awards/2']);
  });

  test('takes other rules than those of the standard', () => {
    const rules = ruleTree([{ action: 'omit', clause: '', paths: ['secret', 'a/{b,c}'] }]);
    expect(compileRelease([{ secret: 1, a: { b: 1, c: 2, d: 3 } }], rules).compiled.a).toEqual({ d: 3 });
  });
});

describe('clashes of types', () => {
  test.each<[string, Json, Json]>([
    ['a list where an object was', { endDate: 'x' }, [{ endDate: 'y' }]],
    ['an object where a list was', [{ endDate: 'y' }], { endDate: 'x' }],
    ['a literal where an object was', { endDate: 'x' }, 'y'],
    ['an object where a literal was', 'y', { endDate: 'x' }],
    ['a list of objects where literals were', ['y'], [{ id: '1' }]],
  ])('%s: the later value stays, with a warning', (_name, before, after) => {
    const contents = [
      { awards: [{ id: '1', standstillPeriod: before }] },
      { awards: [{ id: '1', standstillPeriod: after }] },
    ];
    expect(merged(...contents)).toEqual({ awards: [{ id: '1', standstillPeriod: after }] });
    expect(codes(...contents)).toEqual(['TYPE_CLASH awards/0/standstillPeriod']);
  });

  test('a list of objects where a list of other things was is told as such', () => {
    const [warning] = compileRelease(releases({ x: [{ id: 1 }, 'foo'] }, { x: [{ id: 2 }] })).warnings;
    expect(warning?.message).toBe(
      'is a list of objects where an earlier release has one of other things: the later one stays',
    );
  });

  test('an object where the standard has a list is replaced whole', () => {
    const item = (deliveryAddresses: Json): JsonObject => ({ tender: { items: [{ id: '1', deliveryAddresses }] } });
    const contents = [item([{ region: 'UK' }]), item({ '1': { region: 'UKC' } })];
    expect(merged(...contents)).toEqual(item({ '1': { region: 'UKC' } }));
    expect(codes(...contents)).toEqual(['TYPE_CLASH tender/items/0/deliveryAddresses']);
  });

  test('lists of literals that were empty before are no clash', () => {
    expect(codes({ parties: [{ id: 1, roles: [] }] }, { parties: [{ id: 1, roles: ['buyer'] }] })).toEqual([]);
  });
});
