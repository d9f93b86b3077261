import { gzip, json, outline, outlineOf, read, refusedText, release } from './reading';

const version = { releaseID: '1', releaseDate: 'd', releaseTag: [], value: '1' };
const versioned = { ocid: 'ocds-213czf-1', tender: { id: [version] } };
const compiled = release(1, { tag: ['compiled'] });
const OC4IDS = 'is of OC4IDS, the data standard for infrastructure projects';

describe('records', () => {
  test.each<[string, object, string[]]>([
    [
      'give their releases and their compiled release',
      { releases: [release(1), release(2)], compiledRelease: compiled },
      ['1', '2', '*1'],
    ],
    ['give a compiled release whatever its tag says', { compiledRelease: release(1) }, ['*1']],
    [
      'give what a versioned release is made of beside a compiled one, which says nothing of the past',
      { versionedRelease: versioned, compiledRelease: compiled },
      ['*1', 'VERSIONED_RELEASE_READ', '1'],
    ],
    [
      'do not give a versioned release that cannot be taken apart beside a compiled one',
      { compiledRelease: compiled, versionedRelease: { ocid: 'x', tender: { id: [{ ...version, note: 'x' }] } } },
      ['*1', 'VERSIONED_RELEASE_SKIPPED'],
    ],
    [
      'do not give a versioned release after others',
      { releases: [release(1)], versionedRelease: versioned },
      ['1', 'VERSIONED_RELEASE_SKIPPED'],
    ],
    [
      'give what a versioned release is made of',
      { ocid: 'x', versionedRelease: versioned },
      ['VERSIONED_RELEASE_READ', '1'],
    ],
    ['give a release that stands where a versioned one belongs', { versionedRelease: release(3) }, ['3']],
    [
      'tell that there is nothing where it belongs',
      { ocid: 'x', versionedRelease: { ocid: 'x' } },
      ['RECORD_WITHOUT_RELEASES'],
    ],
    [
      'are refused that hold one with a date of its own',
      { ocid: 'x', versionedRelease: { ...versioned, date: '2020-01-01T00:00:00Z' } },
      ['VERSIONED_ONLY'],
    ],
    [
      'tell of releases that they link to, and that they have no others',
      { ocid: 'x', releases: [{ url: 'https://x', date: 'd', tag: ['tender'] }] },
      ['LINKED_RELEASE', 'RECORD_WITHOUT_RELEASES'],
    ],
    [
      'tell of releases that they link to beside what they hold',
      { ocid: 'x', releases: [{ url: 'https://x' }], compiledRelease: compiled },
      ['LINKED_RELEASE', '*1'],
    ],
    [
      'give what a versioned release is made of beside links',
      { releases: [{ url: 'https://x' }], versionedRelease: versioned },
      ['LINKED_RELEASE', 'VERSIONED_RELEASE_READ', '1'],
    ],
    ['tell that they have no releases', { ocid: 'x' }, ['RECORD_WITHOUT_RELEASES']],
    ['tell that their list of releases is empty', { ocid: 'x', releases: [] }, ['RECORD_WITHOUT_RELEASES']],
    ['may hold a package of their releases', { ocid: 'x', releases: [{ uri: 'u', releases: [release(1)] }] }, ['1']],
    [
      'hold what is refused in a package of theirs',
      { ocid: 'x', releases: [{ uri: 'u', releases: [{ id: '1', tender: {} }] }] },
      ['MISSING_OCID'],
    ],
    ['may be releases', { ocid: 'ocds-213czf-1', tender: {} }, ['1']],
    ['may have null where releases belong', { ocid: 'x', releases: null }, ['RECORD_WITHOUT_RELEASES']],
    ['may have an empty object there', { ocid: 'x', releases: {}, compiledRelease: [] }, ['RECORD_WITHOUT_RELEASES']],
    ['have releases in an object refused', { ocid: 'x', releases: { a: release(1) } }, ['MISSING_OCID']],
    [
      'give a compiled release that stands in a list',
      { ocid: 'x', releases: [release(2)], compiledRelease: [compiled] },
      ['2', 'RELEASE_IN_LIST', '*1'],
    ],
    [
      'give versioned releases that stand in a list',
      { ocid: 'x', versionedRelease: [versioned, { ocid: 'x', title: [version] }] },
      ['RELEASE_IN_LIST', 'VERSIONED_RELEASE_READ', '1', 'VERSIONED_RELEASE_READ', 'x'],
    ],
    [
      'have refused what is no release in such lists',
      { ocid: 'x', compiledRelease: [[compiled]], versionedRelease: [7] },
      ['RELEASE_IN_LIST', 'NOT_A_RELEASE', 'RELEASE_IN_LIST', 'NOT_A_RELEASE'],
    ],
    [
      'give one release that stands where their list belongs, beside what is as it should be',
      { ocid: 'x', compiledRelease: compiled, releases: release(2) },
      ['*1', '2'],
    ],
    [
      'are read, and what they hold in another shape beside that is refused',
      { releases: { a: release(2) }, compiledRelease: compiled, records: {}, constructor: [1] },
      ['MISSING_OCID', '*1'],
    ],
    [
      'pass over what is empty beside what they hold',
      { releases: {}, compiledRelease: compiled, records: {}, versionedRelease: [] },
      ['*1'],
    ],
  ])('%s', async (_name, record, expected) => {
    expect(await outlineOf(json({ uri: 'u', records: [record] }))).toEqual(expected);
  });

  test('may stand alone where their list belongs', async () => {
    const record = { ocid: 'x', releases: [release(1)], compiledRelease: compiled };
    expect(await outlineOf(json({ uri: 'u', records: record }))).toEqual(['1', '*1']);
  });

  const packages = [
    { uri: 'p', releases: [release(7)] },
    { uri: 'q', releases: [release(8), release(9)] },
  ];
  const records = [{ ocid: 'x', compiledRelease: compiled }];
  test.each<[string, unknown, string[]]>([
    ['behind its records', { uri: 'u', records, packages }, ['*1', '7', '8', '9']],
    ['before its records', { packages, uri: 'u', records, publisher: {} }, ['7', '8', '9', '*1']],
    ['of records', { packages: [{ records }], releases: [release(2)] }, ['*1', '2']],
    ['alone are refused', { uri: 'u', packages }, ['MISSING_OCID']],
    ['that are links are passed over', { uri: 'u', packages: ['p', 'q'], records }, ['*1']],
    ['that are none are passed over', { uri: 'u', packages: [], records: [release(1)] }, ['1']],
    ['in a release are a field of it', release(1, { packages: [{ releases: [] }] }), ['1']],
  ])('packages in a package %s', async (_name, document, expected) => {
    for (const text of [json(document), JSON.stringify(document, null, 4)])
      for (const size of [1, 100, text.length]) expect(outline(await read(text, {}, size))).toEqual(expected);
  });

  test('what packages alone hold is said to be there', async () => {
    const message = 'has no ocid; releases seem to be inside it, at the root path packages.item';
    expect(await read(json({ uri: 'u', packages }))).toMatchObject([{ kind: 'refused', message }]);
    expect(await outlineOf(json({ uri: 'u', packages }), { rootPath: 'packages.item' })).toEqual(['7', '8', '9']);
  });

  test.each<[string, unknown, string[]]>([
    ['releases', { uri: 'u', releases: { 0: release(1), 2: release(2) }, publisher: {} }, ['1', '2']],
    [
      'records',
      { records: { 1: { ocid: 'x', releases: { 7: release(1) } }, 2: { compiledRelease: compiled } } },
      ['1', '*1'],
    ],
    ['packages', { 0: { releases: [release(1)] }, 1: { releases: [release(2)] } }, ['1', '2']],
    ['what is none of these', { releases: { 0: release(1), 1: 7, 2: release(2) } }, ['1', 'NOT_A_RELEASE', '2']],
    ['by ocid', { 'ocds-213czf-1': release(1), 'ocds-213czf-2': release(2) }, ['1', '2']],
    ['by ocid as records', { records: { 'ocds-213czf-1': { releases: { 'ocds-213czf-1': release(1) } } } }, ['1']],
  ])('numbered %s are read as their list, and told', async (_name, document, expected) => {
    for (const text of [json(document), JSON.stringify(document, null, 4)])
      for (const size of [1, text.length]) {
        const found = outline(await read(text, {}, size));
        expect(found.filter((each) => each !== 'NUMBERED_RELEASES')).toEqual(expected);
        expect(found[0]).toBe('NUMBERED_RELEASES');
      }
  });

  test.each([
    ['in a list', json([{ ocid: 'ocds-213czf-1', url: 'https://example.org/1' }, release(2)])],
    [
      'that is wrapped',
      json({ data: [{ ocid: 'ocds-213czf-1', url: 'https://example.org/1', date: 'd', tag: ['tender'] }, release(2)] }),
    ],
  ])('a link %s that names its process is none', async (_where, text) => {
    const rootPath = text.startsWith('[') ? undefined : 'data.item';
    expect(await outlineOf(text, { ...(rootPath && { rootPath }) })).toEqual(['LINKED_RELEASE', '2']);
    const more = text.replace('"url"', '"tender":{},"url"');
    expect(await outlineOf(more, { ...(rootPath && { rootPath }) })).toEqual(['1', '2']);
  });

  test('of numbered releases one that is damaged is refused, the rest goes on', async () => {
    const text = json({ releases: { 0: release(1), 1: release(2), 2: release(3) } }).replace('№ 2', '"');
    expect(await outlineOf(text)).toEqual(['NUMBERED_RELEASES', '1', 'INVALID_JSON', '3']);
  });

  test.each<[string, object, object]>([
    ['of a tender with an id', versioned, { tender: { id: '1' } }],
    [
      'of items only',
      { ocid: 'ocds-213czf-1', tender: { items: [{ id: '7', description: [version] }] } },
      { tender: { items: [{ id: '7', description: '1' }] } },
    ],
  ])('a versioned release alone, %s, is read as what it is made of', async (_name, alone, said) => {
    const items = await read(json(alone));
    expect(outline(items)).toEqual(['VERSIONED_RELEASE_READ', '1']);
    const expected = { ocid: 'ocds-213czf-1', id: '1', date: 'd', tag: [], ...said };
    expect(items[1]).toMatchObject({ form: 'individual', text: json(expected), value: expected });
  });

  test.each([
    ['has a version that says more than a release can', json(versioned).replace('"value"', '"note":1,"value"')],
    ['has two values of one release', json({ ...versioned, title: [version, version] })],
    ['has a number that would be rounded', json(versioned).replace('"1"}', '9007199254740993}')],
    ['has a number that is beyond all', json(versioned).replace('"1"}', '1e999}')],
    ['has a key twice', json(versioned).replace('"tender"', '"tender":{"x":1},"tender"')],
    ['has an id of its own', json({ ...versioned, id: 'v' })],
    [
      'has a date of its own',
      json({ ...versioned, date: '2020-01-01T00:00:00Z', tag: [{ ...version, value: ['tender'] }] }),
    ],
  ])('a versioned release that %s is refused with its text', async (_name, text) => {
    const items = await read(text);
    expect(outline(items)).toEqual(['VERSIONED_ONLY']);
    expect(refusedText(items[0])).toBe(text);
  });
});

const NONE = 'PACKAGE_WITHOUT_RELEASES';

describe('a section of a release in what holds releases is told, since it is not read', () => {
  const UNREAD = 'SECTION_NOT_READ';
  const inside = release(1);
  test.each([
    [
      'before them',
      { ocid: 'x', id: '1', tender: { id: 't' }, parties: [], releases: [inside] },
      [UNREAD, UNREAD, '1'],
    ],
    ['behind them', { releases: [inside], tender: { id: 't' } }, ['1', UNREAD]],
    ['in a record', { records: [{ ocid: 'x', buyer: {}, releases: [inside], awards: [] }] }, [UNREAD, '1', UNREAD]],
    ['where none are', { ocid: 'x', tender: { id: 't' }, records: [] }, [UNREAD, NONE]],
    ['unless it is null, or said elsewhere', { tender: null, publisher: { buyer: {} }, releases: [inside] }, ['1']],
  ])('%s', async (_name, document, expected) => {
    expect(outline(await read(json(document)))).toEqual(expected);
  });
});

describe('what holds no releases', () => {
  test.each([
    ['an empty file', '', ['EMPTY_FILE']],
    ['a blank file', ' \n\t\r\n', ['EMPTY_FILE']],
    ['an empty gzip file', gzip(''), ['EMPTY_FILE']],
    ['a package of none', json({ uri: 'u', releases: [] }), ['PACKAGE_WITHOUT_RELEASES']],
    ['a package of no records', json({ uri: 'u', records: [] }), ['PACKAGE_WITHOUT_RELEASES']],
    ['a package of empty packages', json({ releases: [], packages: [{ releases: [] }] }), [NONE]],
    ['an empty package before another', `${json({ releases: [] })}\n${json({ releases: [release(1)] })}`, [NONE, '1']],
    ['an empty package that breaks off', '{"releases": [', ['TRUNCATED']],
    ['a package of an empty record', json({ records: [{ ocid: 'x', releases: [] }] }), ['RECORD_WITHOUT_RELEASES']],
    ['an empty list', '[]', ['EMPTY_FILE']],
    ['a list of empty lists', '[[], []]\n[]', ['EMPTY_FILE']],
    ['an empty list beside a release', `[]\n${json(release(1))}`, ['1']],
    ['a package without releases', json({ uri: 'u', publishedDate: 'd' }), ['PACKAGE_WITHOUT_RELEASES']],
    ['a package of links alone', json({ uri: 'u', packages: ['p'] }), ['PACKAGE_WITHOUT_RELEASES']],
    ['a package with null for releases', json({ uri: 'u', releases: null }), ['PACKAGE_WITHOUT_RELEASES']],
    ['a release whose ocid no database could index', `{"ocid":"${'o'.repeat(401)}","tender":{}}`, ['OCID_TOO_LONG']],
    ['a release without ocid that looks like a package', '[{"publisher":{},"tender":{}}]', ['MISSING_OCID']],
    ['a release without ocid that looks like a link', '{"releases":[{"url":"u","tender":{}}]}', ['MISSING_OCID']],
    ['a release beside its link', '{"releases":[{"url":"u","details":{"tender":{}}}]}', ['MISSING_OCID']],
    ['a package with an object for releases', json({ releases: { a: release(1) } }), ['MISSING_OCID']],
    ['a package with an object of records', json({ records: { a: { releases: [] } } }), ['MISSING_OCID']],
    ['a word', 'null', ['NOT_A_RELEASE']],
    [
      'a list of anything',
      '[1, "a", null, {}, [true]]',
      ['NOT_A_RELEASE', 'NOT_A_RELEASE', 'NOT_A_RELEASE', 'MISSING_OCID', 'NOT_A_RELEASE'],
    ],
    ['a package of anything', '{"releases": [1, [], {"a": 1}]}', ['NOT_A_RELEASE', 'NOT_A_RELEASE', 'MISSING_OCID']],
    ['an answer that is an error', '{"message": "Not found"}', ['MISSING_OCID']],
  ])('%s is told', async (_name, given, expected) => {
    expect(await outlineOf(given)).toEqual(expected);
  });

  test.each([
    ['an error', { message: 'Not found', statusCode: 404 }, 'has no ocid; it has message, statusCode'],
    [
      'a JSON Schema',
      { $schema: 's', a: 1, b: 1, c: 1, d: 1, e: 1 },
      'has no ocid; it has $schema, a, b, c, d and others',
    ],
    ['nothing', {}, 'is an empty object'],
    ['a release', { id: '1', tender: {}, ocid: ' ' }, 'has an ocid that is empty'],
    ['a package of OC4IDS', { uri: 'u', publisher: {}, projects: [{ id: 'oc4ids-bu3kcz-1' }] }, OC4IDS],
    ['a project of OC4IDS', { id: 'oc4ids-bu3kcz-1', title: 't', contractingProcesses: [] }, OC4IDS],
  ])('what is refused is said to be what it is: %s', async (_name, document, message) => {
    expect(await read(json(document))).toMatchObject([{ kind: 'refused', message }]);
  });

  test.each([undefined, null, 7, '', ' ', {}, ['x']])(
    'a release with the ocid %p is refused, the rest goes on',
    async (ocid) => {
      const items = await read(json({ releases: [release(1), { ...release(2), ocid }, release(3)] }));
      expect(outline(items)).toEqual(['1', 'MISSING_OCID', '3']);
      expect(items.map(({ position }) => position.index)).toEqual([0, 1, 2]);
    },
  );
});
